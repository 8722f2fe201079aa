-- filter-budget: the items of a list of pandoc's, moved by one each time
local list = pandoc.List {}
while true do list:insert(1, "x") end
