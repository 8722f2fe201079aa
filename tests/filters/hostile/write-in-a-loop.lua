-- filter-budget: a small document, written without end
local doc = pandoc.Pandoc { pandoc.Para 'a' }
while true do
  pandoc.write(doc, 'html')
  pandoc.write(doc, 'docbook')
end
