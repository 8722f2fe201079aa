-- filter-budget: emphasis in emphasis
local s = pandoc.Str "x"
while true do s = pandoc.Emph { s } end
