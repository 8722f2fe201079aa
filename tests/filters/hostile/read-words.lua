-- filter-budget: words of one letter, in every format
while true do
  for _, format in ipairs { 'markdown', 'commonmark', 'gfm', 'html' } do
    pcall(pandoc.read, ('a '):rep(150000), format)
  end
end
