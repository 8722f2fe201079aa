-- AttributeList: ==, tostring, pairs, order: same
function Div(d)
  local a, b = pandoc.Attr("i", {}, { { "k", "v" }, { "a", "b" } }), pandoc.Attr("", {}, { { "k", "v" }, { "a", "b" } })
  local c = pandoc.AttributeList { { "a", "b" }, { "k", "v" } }
  local keys = {}
  for k, v in pairs(b.attributes) do keys[#keys + 1] = k .. v end
  return pandoc.CodeBlock(table.concat({
    tostring(a.attributes == b.attributes), tostring(a.attributes == c), tostring(a == b), tostring(c),
    tostring(a.attributes), table.concat(keys), tostring(#c), tostring(a),
    tostring(pandoc.Attr("x", { "c" }) == pandoc.Attr("x", { "c" })), tostring(a.unknown), tostring(d.attr),
  }, "\n"))
end
