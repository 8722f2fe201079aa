-- filter-budget: JSON of nothing but objects, and of lists
while true do
  pcall(pandoc.read, '[' .. ('{},'):rep(100000) .. '{}]', 'json')
  pcall(pandoc.read, '[' .. ('[],'):rep(100000) .. '[]]', 'json')
end
