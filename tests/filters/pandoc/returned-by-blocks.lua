-- what a function of blocks may return: same
local results = {
  element = pandoc.HorizontalRule(), list = { pandoc.Para "a", pandoc.Str "b", "c d" }, string = "two words", empty = {},
  inline = pandoc.Emph "e", nested = { { pandoc.Str "a", pandoc.Str "b" } }, blocks = pandoc.Blocks "q",
}
local function try(result)
  local ok, got = pcall(function() return tostring(pandoc.Div { pandoc.Para "s" }:walk { Para = function() return result end }) end)
  return ok and got or "error"
end
function Para()
  local told = { try(nil) }
  for _, name in ipairs { "element", "list", "string", "empty", "inline", "nested", "blocks" } do told[#told + 1] = name .. " " .. try(results[name]) end
  for _, bad in ipairs { true, false, print } do told[#told + 1] = try(bad) end
  return pandoc.CodeBlock(table.concat(told, "\n"))
end
