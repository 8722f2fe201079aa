-- filter-budget: the empty match occurs at every letter, and its replacement is long
local s = ("a"):rep(100000)
local long = ("b"):rep(100000)
s:gsub("", long)
