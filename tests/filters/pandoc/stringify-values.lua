-- stringify of metadata, truths, numbers, citations: same
local s = pandoc.utils.stringify
function Para()
  return pandoc.CodeBlock(table.concat({
    s(pandoc.Meta { b = "x", a = pandoc.Inlines "y z", c = true }), s { true, "x", 3 }, s(3), s(2.5), s(false), s "a b",
    s(pandoc.Citation("k", "NormalCitation", "pre fix")), s(pandoc.Attr "x"), s(pandoc.Inlines {}), s {},
    s(pandoc.MetaList { pandoc.Inlines "a", pandoc.Blocks { pandoc.Para "b" } }),
    s(pandoc.Quoted("DoubleQuote", { pandoc.Str "q", pandoc.Note "n", pandoc.RawInline("html", "<b>"), pandoc.Math("InlineMath", "x") })),
  }, "|"))
end
