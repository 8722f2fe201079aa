-- what stands for an Attr: same
local function told(a) return tostring(pandoc.Span("x", a).attr) end
function Para()
  return pandoc.CodeBlock(table.concat({
    told(nil), told "id", told { "id" }, told { "id", { "a", "b" } }, told { "id", { "a" }, { k = "v" } },
    told { "id", {}, { { "k", "v" }, { "l", "w" } } }, told { id = "i", class = "a b" }, told { class = "a", key = "v" },
    told(pandoc.Attr("i", { "c" }, { k = "1" })), told {},
    tostring(pandoc.Attr()), tostring(pandoc.Attr("i", { "a" }, { n = 1 })), tostring(pandoc.Attr { id = "x", class = "y", z = "1" }),
    tostring(pcall(pandoc.Span, "x", 5)),
  }, "\n"))
end
