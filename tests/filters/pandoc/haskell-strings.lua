-- letters and controls as Haskell shows them: same
function Para()
  return pandoc.CodeBlock(table.concat({
    tostring(pandoc.Str "é1"), tostring(pandoc.Str "é a\"\\\n\t\127"), tostring(pandoc.Str "\u{1F600}9\u{0E}H\u{0E}"),
    tostring(pandoc.Code("a", { "ü", { "ß" }, { ["ö"] = "ä1" } })), tostring(pandoc.Pandoc { pandoc.Para "x" }),
    tostring(pandoc.RawInline("html", "<b>")), tostring(pandoc.Math("InlineMath", "x")), tostring(pandoc.Quoted("SingleQuote", "x")),
    tostring(pandoc.OrderedList({ "a" }, { 3, "Example", "TwoParens" })), tostring(pandoc.LineBlock { "a", "b" }),
  }, "\n"))
end
