-- filter-budget: thirty doublings are a gigabyte
local s = "x"
while true do s = s .. s end
