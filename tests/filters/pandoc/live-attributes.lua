-- what is done to classes, attributes and list attributes is done to the element: same
function Div(d)
  d.classes:insert "new"
  d.attributes.k2 = "v2"
  d.attributes.key = nil
  d.attr.identifier = d.identifier .. "!"
  d.attributes[1] = { "first", "1" }
  return d
end
function OrderedList(l)
  l.start, l.style, l.delimiter = l.start + 4, "LowerRoman", "OneParen"
  l.listAttributes.start = l.start + 1
  return l
end
function Code(c)
  c.classes = { "y" }
  c.attributes = { a = "1" }
  c.identifier = "i"
  return c
end
