-- filter-budget: errors of a megabyte each
while true do pcall(error, ("x"):rep(1000000)) end
