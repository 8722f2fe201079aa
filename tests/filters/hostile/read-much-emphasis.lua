-- filter-budget: paragraphs
while true do pcall(pandoc.read,('*a* '):rep(1000000), 'gfm') end
