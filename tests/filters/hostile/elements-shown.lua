-- filter-budget: a large element shown as text
local t = pandoc.List {}
for _ = 1, 25 do t = pandoc.List { t, t } end
tostring(t)
