-- filter-budget: a collection of garbage takes the square of a chain of weak keys
local weak, keys = setmetatable({}, { __mode = "k" }), {}
for i = 1, 100000 do keys[i] = {} end
for i = #keys, 2, -1 do
  local j = math.random(i)
  keys[i], keys[j] = keys[j], keys[i]
end
for i = 1, #keys - 1 do weak[keys[i]] = keys[i + 1] end
local first = keys[1]
keys = nil
while first do local _ = ("x"):rep(1000) .. tostring({}) end
