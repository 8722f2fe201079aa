-- texts, elements and lists where others are expected: same
local function told(f, ...) return tostring(f(...)) end
function Para()
  return pandoc.CodeBlock(table.concat({
    told(pandoc.Para, "a  b\tc\nd"), told(pandoc.Para, { "a b", pandoc.Space() }), told(pandoc.Emph, pandoc.Str "x"),
    told(pandoc.Div, "a b"), told(pandoc.Div, pandoc.Str "x"), told(pandoc.Div, pandoc.Para "p"), told(pandoc.Div, { pandoc.Para "p", pandoc.Str "x" }),
    told(pandoc.Div, { "a b", "c" }), told(pandoc.Header, "2", "x"), told(pandoc.Note, "n"), told(pandoc.BulletList, { "a", pandoc.Para "b" }),
    told(pandoc.BulletList, { { pandoc.Para "a", pandoc.Para "b" } }), told(pandoc.LineBlock, { "a b", { pandoc.Str "c" } }),
    told(pandoc.DefinitionList, { { "t", { "d" } } }), told(pandoc.Link, "text", "url"), told(pandoc.Image, { "a" }, "s", "t"),
    told(pandoc.Quoted, "SingleQuote", "q"), told(pandoc.Cite, "c", { pandoc.Citation("k", "NormalCitation") }), told(pandoc.Plain, ""),
    told(pandoc.Code, "x", { "i" }), told(pandoc.OrderedList, { "a" }, { 2, "Decimal", "Period" }), told(pandoc.Math, "DisplayMath", "m"), told(pandoc.Str, 5),
  }, "\n"))
end
