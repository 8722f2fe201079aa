-- filter-budget: a text of a megabyte, compiled over and over
local text = ("a=1 "):rep(200000)
while true do load(text) end
