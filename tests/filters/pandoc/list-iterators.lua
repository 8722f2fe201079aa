-- List:iter takes steps, List takes iterators and at counts from both ends: 3.x
local function all(step)
  local found = ""
  for x in pandoc.List { 1, 2, 3, 4, 5 }:iter(step) do found = found .. x end
  return found
end
assert(all() == "12345" and all(2) == "135" and all(-1) == "54321" and all(-3) == "52" and all(9) == "1")
assert(not pcall(all, 0))
assert(pandoc.List(pandoc.List { 1, 2 }:iter()) == pandoc.List { 1, 2 })
local n = 0
assert(#pandoc.List(function() n = n + 1 if n < 4 then return n end end) == 3)
local l = pandoc.List { "a", "b", "c" }
assert(l:at(1) == "a" and l:at(-1) == "c" and l:at(9) == nil and l:at(9, "none") == "none")
assert(pandoc.List:new { 1 } == pandoc.List { 1 } and tostring(l) == "List {a, b, c}")
