-- two documents with `..` between: same
function Pandoc(doc)
  local more = pandoc.Pandoc({ pandoc.Para "more" }, { title = pandoc.Inlines "New", k = true })
  local joined = doc .. more
  more.blocks[1] = pandoc.HorizontalRule()
  assert(joined.meta.title == pandoc.Inlines "New" and joined.meta.k == true and not doc.meta.k)
  return pandoc.Pandoc((joined .. pandoc.Pandoc { pandoc.Para "end" }).blocks, doc.meta)
end
