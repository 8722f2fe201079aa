-- filter-budget: capital letters of a megabyte
local s = ("é"):rep(500000)
while true do
  pandoc.text.upper(s)
  pandoc.text.len(s)
  pandoc.text.sub(s, 2, -2)
  pandoc.text.reverse(s)
end
