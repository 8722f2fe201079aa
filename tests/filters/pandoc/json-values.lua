-- pandoc.json with values of Lua: 3.x
local json = pandoc.json
assert(json.encode { 1, 2.5, "a\n\"é", true, json.null } == '[1,2.5,"a\\n\\"é",true,null]')
assert(json.encode { b = {}, a = pandoc.List {} } == '{"a":[],"b":{}}')
assert(json.encode("x") == '"x"' and json.encode(3) == "3" and json.encode(nil) == "null")
assert(json.encode(setmetatable({ 1 }, { __tojson = function(t) return "{\"n\":" .. #t .. "}" end })) == '{"n":1}')

local t = json.decode '{"list": [1, 2.5, "x", null, false], "n": {"deep": [[]]}}'
assert(t.list[1] == 1 and math.type(t.list[1]) == "integer" and t.list[2] == 2.5 and t.list[3] == "x")
assert(t.list[4] == json.null and t.list[5] == false and #t.n.deep == 1)
assert(pandoc.utils.type(t.list) == "List" and t.list:includes "x")
assert(json.encode(json.decode '{"a":[],"b":{}}') == '{"a":[],"b":{}}')
assert(json.decode '"x"' == "x" and json.decode "3" == 3 and json.decode "null" == json.null)

for _, bad in ipairs { "", "{", "[1,]", "{'a': 1}", "nul" } do
  assert(not pcall(json.decode, bad), bad)
end
for _, bad in ipairs { print, pandoc.SimpleTable({}, {}, {}, {}, {}) } do
  assert(not pcall(json.encode, bad))
end
assert(not pcall(json.encode, { [true] = 1 }))
assert(quarto.json.decode('{"t":"Str","c":"x"}').c == "x" and quarto.json.encode { 1 } == "[1]")
