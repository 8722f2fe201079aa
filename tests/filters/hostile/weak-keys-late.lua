-- filter-budget: the same, with a table that becomes weak after it has its metatable
local meta = {}
local weak, keys = setmetatable({}, meta), {}
for i = 1, 100000 do keys[i] = {} end
for i = #keys, 2, -1 do
  local j = math.random(i)
  keys[i], keys[j] = keys[j], keys[i]
end
for i = 1, #keys - 1 do weak[keys[i]] = keys[i + 1] end
local first = keys[1]
keys = nil
meta["__" .. "mode"] = "k"
while first do local _ = ("x"):rep(1000) .. tostring({}) end
