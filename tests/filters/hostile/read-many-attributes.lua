-- filter-budget: tags of as many attributes as there may be
local names = {}
for i = 1, 1200 do names[i] = string.format('a%x', i) end
local tag = '<p ' .. table.concat(names, ' ') .. '>x\n'
while true do pandoc.read(tag:rep(600), 'html') end
