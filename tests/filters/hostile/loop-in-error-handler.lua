-- filter-budget: the handler of an error runs under the same budget
while true do
  xpcall(function() error("again") end, function() while true do end end)
end
