-- filter-budget: modules that are not there, looked for without end
local n = 0
while true do
  n = n + 1
  pcall(require, "none" .. n)
end
