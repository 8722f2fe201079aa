-- filter-budget: other functions in the place of those that the program calls
for name in pairs(_G) do
  if name ~= "pairs" and name ~= "_G" then _G[name] = function() while true do end end end
end
pairs = nil
string, table, pandoc = nil, nil, nil
function Str() while true do end end
