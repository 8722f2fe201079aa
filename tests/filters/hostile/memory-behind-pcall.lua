-- filter-budget: the end of memory, caught again and again
local t = {}
while true do
  pcall(function() t[#t + 1] = ("x"):rep(1000000) .. #t end)
end
