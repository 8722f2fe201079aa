-- filter-budget: dates in formats without an end
local long = ("%c"):rep(1000)
while true do pcall(os.date, long) pcall(os.time, { year = 1e9, month = -1e9, day = 1e9 }) end
