-- make links of citations: same
function Cite(cite)
  local parts = pandoc.List()
  for i, c in ipairs(cite.citations) do
    if i > 1 then parts:extend { pandoc.Str ";", pandoc.Space() } end
    parts:extend(c.prefix)
    local text = c.mode == pandoc.AuthorInText and "@" .. c.id or "[" .. c.id .. "]"
    parts:insert(pandoc.Link({ pandoc.Str(text) }, "#ref-" .. c.id))
    parts:extend(c.suffix)
  end
  return pandoc.Span(parts, pandoc.Attr("", { "cites" }, { { "n", tostring(#cite.citations) } }))
end
