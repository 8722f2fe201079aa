-- filter-budget: a function that calls itself, and catches
local function f(...) pcall(f, 1, ...) while true do end end
f()
