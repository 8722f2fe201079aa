-- filter-budget: tables in tables
local t = {}
while true do t = { t, {}, {}, {} } end
