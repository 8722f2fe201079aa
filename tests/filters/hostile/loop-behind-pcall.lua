-- filter-budget: whoever catches the end of the budget does not go on
while true do
  pcall(function() while true do end end)
end
