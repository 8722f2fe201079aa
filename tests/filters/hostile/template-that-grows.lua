-- filter-budget: a template of lists in lists, again and again.
local list = {}
for i = 1, 200 do list[i] = i end
while true do pcall(gloss.template, ("{{#l}}"):rep(40) .. ("{{/l}}"):rep(40), { l = list }) end
