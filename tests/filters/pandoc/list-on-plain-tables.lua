-- the methods of lists work on any table, with anything that can be called: 3.x
local List, type = pandoc.List, pandoc.utils.type
local odd = setmetatable({}, { __call = function(_, x) return x % 2 == 1 end })
local t = { 1, 2, 3 }
assert(List.includes(t, 2) and not List.includes(t, 9) and select(2, List.find(t, 3)) == 3)
assert(#List.filter(t, odd) == 2 and List.find_if(t, odd) == 1 and List.find_if({ 2, 4 }, odd) == nil)
assert(type(List.map(t, odd)) == "List" and #List.clone(t) == 3 and select(2, List.find({ "a", "b", "a" }, "a", 2)) == 3)
local l = { 1 }
assert(List.extend(l, { 2, 3 }) == l and #l == 3 and List.at(l, -1) == 3 and type(List(t)) == "List")
assert(type(pandoc.Inlines("a b"):filter(function(x) return x.t == "Str" end)) == "Inlines")
assert(type(List.clone(pandoc.Inlines "a")) == "Inlines")
