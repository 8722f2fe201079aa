-- what a function of inlines may return: same
local results = {
  nothing = nil, element = pandoc.Emph "e", list = { pandoc.Str "a", "b c", pandoc.Space() }, string = "two words\nand", empty = {},
  inlines = pandoc.Inlines "x y",
}
local function try(result)
  local ok, got = pcall(function() return tostring(pandoc.Para { pandoc.Str "s", pandoc.Space() }:walk { Str = function() return result end }) end)
  return ok and got or "error"
end
function Para()
  local told = {}
  for _, name in ipairs { "nothing", "element", "list", "string", "empty", "inlines" } do told[#told + 1] = name .. " " .. try(results[name]) end
  for _, bad in ipairs { true, false, 5, print, pandoc.Para "p", { pandoc.Para "p" }, { {} } } do told[#told + 1] = try(bad) end
  return pandoc.CodeBlock(table.concat(told, "\n"))
end
