-- filter-budget: all blocks once more, again and again
function Pandoc(doc)
  while true do doc.blocks:extend(doc.blocks:clone()) end
end
