-- filter-budget: terms linked in ten thousand words, for ever
local list = pandoc.Inlines {}
for i = 1, 10000 do list[i] = pandoc.Str "keeper" end
local blocks = pandoc.Blocks { pandoc.Para(list) }
while true do gloss.link_terms(blocks, { first = "all" }) end
