-- filter-budget: each bracket looks for its partner to the end
for _ = 1, 1000 do
  for _ in (("("):rep(1000000)):gmatch("%b()") do end
end
