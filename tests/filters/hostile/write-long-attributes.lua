-- filter-budget: attributes of a megabyte
local doc = pandoc.Pandoc { pandoc.Div({}, pandoc.Attr(('"'):rep(1000000), {}, {a = ('&'):rep(1000000)})) }
while true do pandoc.write(doc, 'html') pandoc.write(doc, 'json') pandoc.write(doc, 'native') end
