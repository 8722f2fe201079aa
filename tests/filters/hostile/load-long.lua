-- filter-budget: a program of a megabyte, handed over in pieces
local piece = ("a=1 "):rep(10000)
while true do load(function() return piece end) end
