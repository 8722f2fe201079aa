-- filter-budget: terms looked for in a megabyte
local s = ("keeper "):rep(200000)
while true do gloss.terms:find(s) end
