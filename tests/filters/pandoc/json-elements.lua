-- pandoc.json with elements: 3.x
local encode, decode, null = pandoc.json.encode, pandoc.json.decode, pandoc.json.null

local function same(value)
  local text = encode(value)
  assert(decode(text) == value, text)
  assert(encode(decode(text)) == text, text)
end

function Pandoc(doc)
  for _, block in ipairs(doc.blocks) do same(block) end
  same(doc.blocks)
  doc.blocks:walk { Inline = same, Inlines = function(l) if #l > 0 then same(l) end end }
  local copy = decode(pandoc.write(doc, "json"))
  assert(pandoc.utils.type(copy) == "Pandoc" and copy.blocks == doc.blocks)
end

assert(encode(pandoc.Str "a") == '{"t":"Str","c":"a"}' and encode(pandoc.Space()) == '{"t":"Space"}')
assert(encode(pandoc.Inlines "a") == '[{"t":"Str","c":"a"}]')
assert(encode(pandoc.Attr("i", { "c" }, { k = "v" })) == '["i",["c"],[["k","v"]]]')
assert(encode(pandoc.Attr("", {}, { k = "v" }).attributes) == '[["k","v"]]')
assert(encode(pandoc.ListAttributes(3, "Decimal", "Period")) == '[3,{"t":"Decimal"},{"t":"Period"}]')
assert(encode(pandoc.Citation("x", "AuthorInText")):find('^{"citationId":"x",'))
assert(encode(pandoc.Cell "x"):find '^%[%["",%[%],%[%]%],{"t":"AlignDefault"},1,1,%[')
assert(encode { el = pandoc.Str "a" } == '{"el":{"t":"Str","c":"a"}}')
-- What was written into an element shows.
local p = pandoc.Para "a"
p.content:insert(pandoc.Space())
assert(encode(p) == '{"t":"Para","c":[{"t":"Str","c":"a"},{"t":"Space"}]}')

assert(pandoc.utils.type(decode "[]") == "Inlines")
assert(pandoc.utils.type(decode '[{"t":"Para","c":[]}]') == "Blocks")
assert(type(decode('{"t":"Space"}', false)) == "table" and decode('{"t":"Space"}', false).t == "Space")
assert(decode('{"t":"Lamp","c":[1]}').c[1] == 1 and decode('[{"t":"Lamp"}]')[1].t == "Lamp")
assert(decode('{"t":null}').t == null)
