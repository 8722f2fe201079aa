-- filter-budget: a document that holds itself many times
local doc = pandoc.Pandoc { pandoc.Para 'a' }
while true do
  doc.blocks:extend(pandoc.Pandoc(doc.blocks):clone().blocks)
  pandoc.write(doc, 'html')
end
