-- filter-budget: letters counted and split over and over
local s = ("é"):rep(1000000)
while true do
  utf8.len(s)
  utf8.offset(s, 999999)
  pcall(utf8.codepoint, s, 1, -1)
end
