-- filter-budget: a message for ever
while true do print(("x"):rep(1000)) end
