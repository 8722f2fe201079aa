-- lists are equal by type and items, `..` keeps the left type: same
local type = pandoc.utils.type
function Para()
  local seen = {
    pandoc.List { 1 } == pandoc.List { 1 }, pandoc.List { 1 } == { 1 }, pandoc.Inlines "a" == pandoc.List { pandoc.Str "a" },
    pandoc.Inlines "a b" == pandoc.Inlines { pandoc.Str "a", pandoc.Space(), pandoc.Str "b" },
    type(pandoc.Inlines "a" .. pandoc.List {}), type(pandoc.List {} .. { 1 }), type({ 1 } .. pandoc.List {}),
    type(pandoc.Blocks "a" .. { pandoc.Para "b" }), type(pandoc.Inlines "a b":filter(function(x) return x.t == "Str" end)),
    type(pandoc.Inlines "a":map(function(x) return x.t end)), type(pandoc.Inlines "a":clone()),
    #(pandoc.List { 1, 2 } .. { 3 }), pandoc.List.includes({ 1, 2 }, 2), pandoc.List { 1, 2, 3 }:find(2, 3),
  }
  for i = 1, 14 do seen[i] = tostring(seen[i]) end
  return pandoc.CodeBlock(table.concat(seen, " "))
end
