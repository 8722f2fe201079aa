-- filter-budget: ten thousand headings of one name
local blocks = {}
for i = 1, 10000 do blocks[i] = pandoc.Header(1, 'a') end
while true do pandoc.write(pandoc.Pandoc(blocks), 'html') end
