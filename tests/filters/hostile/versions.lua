-- filter-budget: a version of a million numbers
local s = ("1."):rep(200000) .. "1"
while true do
  pcall(function() return pandoc.types and pandoc.types.Version(s) < pandoc.types.Version(s) end)
  pcall(function() return tostring(pandoc.utils.Version(s)) end)
end
