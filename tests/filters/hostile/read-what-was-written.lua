-- filter-budget: a document that is written and read, twice as long each time
local doc = pandoc.Pandoc { pandoc.Para { pandoc.Emph 'a' } }
while true do
  for _, format in ipairs { 'html', 'json' } do
    doc = pandoc.read(pandoc.write(doc, format), format)
    doc.blocks:extend(doc.blocks:clone())
  end
end
