-- filter-budget: contents and chunks of a document that doubles.
local blocks = pandoc.Blocks {}
for i = 1, 100 do blocks:insert(pandoc.Header(i % 3 + 1, "x", "i" .. i)) end
while true do
  pandoc.structure.table_of_contents(blocks)
  pandoc.structure.split_into_chunks(pandoc.Pandoc(blocks), { chunk_level = 3 })
  blocks:extend(blocks:clone())
end
