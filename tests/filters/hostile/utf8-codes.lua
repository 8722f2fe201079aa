-- filter-budget: going back from the end, letter by letter
local s = ("\x80"):rep(1000000)
while true do pcall(utf8.offset, s, -1) end
