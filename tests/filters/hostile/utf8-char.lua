-- filter-budget: a letter from two hundred numbers, kept
local numbers, kept = {}, {}
for i = 1, 200 do numbers[i] = 0x10ffff end
while true do kept[#kept + 1] = utf8.char(table.unpack(numbers)) .. #kept end
