-- filter-budget: a span that holds itself twice
local s = pandoc.Span { "x" }
for _ = 1, 30 do s = pandoc.Span { s, s } end
