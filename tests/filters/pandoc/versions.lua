-- pandoc.types.Version: same
local V = pandoc.types.Version
local v = V "1.2.10"
local function why(f, ...) return (select(2, pcall(f, ...)):gsub("\n.*", ""):gsub("^%S+:%d+: ", "")) end
function Para()
  local seen = {
    tostring(v), tostring(V(3)), tostring(V { 1, 2 }), tostring(V(v)), #v, v[1], v[3], v[4],
    v > V "1.2.9", v > "1.2.9", "1.3" > v, v < { 1, 3 }, v >= 1, v == V { 1, 2, 10 }, v == V "1.2", v == { 1, 2, 10 },
    why(v.must_be_at_least, v, "1.3", nil), why(v.must_be_at_least, v, "1.3", "need %s, have %s"),
    v:must_be_at_least("1.2", nil), type(v), pandoc.utils.type(v), why(V, "x"), why(V, "1.x"), why(V, { "a" }),
  }
  for i = 1, 24 do seen[i] = tostring(seen[i]) end
  return pandoc.CodeBlock(table.concat(seen, "\n"))
end
