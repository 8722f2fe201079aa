-- filter-budget: a file that loads itself again and again, whatever is said to it
while true do
  pcall(dofile, "hostile.lua")
end
