-- filter-budget: documents nested without end, read again and again
local deep = ('<b><div>'):rep(200000)
local quotes = ('> '):rep(100000) .. 'a'
local json = ('[{"t":"BlockQuote","c":'):rep(100000)
while true do
  pcall(pandoc.read, deep, 'html')
  pcall(pandoc.read, quotes)
  pcall(pandoc.read, quotes, 'commonmark')
  pcall(pandoc.read, '{"meta":{},"blocks":' .. json, 'json')
end
