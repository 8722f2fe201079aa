-- filter-budget: a pattern whose match takes two to the power of its length
local n = 40
string.find(("a"):rep(n), ("a?"):rep(n) .. ("a"):rep(n))
