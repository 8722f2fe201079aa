-- filter-budget: a hundred megabytes of text
local text = ('word '):rep(2000000)
while true do pcall(pandoc.read, text .. text, 'markdown') end
