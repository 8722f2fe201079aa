-- filter-budget: the modules themselves, with functions that do not return
for _, module in ipairs { pandoc, pandoc.utils, pandoc.text, pandoc.path, gloss } do
  for name in pairs(module) do pcall(rawset, module, name, function() while true do end end) end
end
function Str(el) return pandoc.Emph { el } end
