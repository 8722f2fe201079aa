-- tostring and clone of a SimpleTable: same
function Table(t)
  local s = pandoc.utils.to_simple_table(t)
  s.caption = { pandoc.Str "new" }
  return pandoc.CodeBlock(tostring(s) .. "\n" .. pandoc.utils.type(s))
end
