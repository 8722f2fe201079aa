-- filter-budget: a short caption, nested without end
function Pandoc(doc)
  local deep = pandoc.Str "x"
  for i = 1, 398 do deep = pandoc.Emph { deep } end
  local caption = pandoc.Caption(pandoc.Plain "x", { deep })
  doc.blocks:insert(pandoc.Figure(pandoc.Plain "x", caption))
  return doc
end
