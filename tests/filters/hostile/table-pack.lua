-- filter-budget: many arguments, packed and unpacked
local t = {}
for i = 1, 200000 do t[i] = i end
while true do pcall(function() t = table.pack(table.unpack(t)) end) end
