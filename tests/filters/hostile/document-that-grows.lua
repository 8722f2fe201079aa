-- filter-budget: a thousand filters, each of which doubles the document
local double = { Pandoc = function(doc)
  doc.blocks:extend(doc.blocks:clone())
  return doc
end }
local all = {}
for i = 1, 1000 do all[i] = double end
return all
