-- filter-budget: an object that loops when it is shown
print(setmetatable({}, { __tostring = function() while true do end end }))
