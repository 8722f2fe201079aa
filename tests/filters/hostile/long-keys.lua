-- filter-budget: a long text as a key, made anew each time
local t, i = {}, 0
while true do
  i = i + 1
  t[("x"):rep(100000) .. i] = nil
  local _ = t[("x"):rep(100000) .. i]
end
