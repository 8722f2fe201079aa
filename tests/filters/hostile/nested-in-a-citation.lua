-- filter-budget: what is before a citation, nested without end
function Pandoc(doc)
  local deep = pandoc.Str "x"
  for i = 1, 398 do deep = pandoc.Emph { deep } end
  local citation = pandoc.Citation("keeper", "NormalCitation", { deep })
  doc.blocks:insert(pandoc.Para { pandoc.Cite({ pandoc.Str "x" }, { citation }) })
  return doc
end
