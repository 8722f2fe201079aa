-- filter-budget: a table with more cells than atoms
local cell = pandoc.Plain "x"
local row = {}
for i = 1, 1000 do row[i] = { cell } end
local rows = {}
for i = 1, 1000 do rows[i] = row end
while true do
  pcall(function()
    local simple = pandoc.SimpleTable("", {}, {}, {}, rows)
    return pandoc.utils.from_simple_table(simple)
  end)
end
