-- the first heading is the title: same
local title
function Header(h)
  if h.level == 1 and not title then
    title = h.content
    return {}
  end
end
function Pandoc(doc)
  local text = pandoc.utils.stringify(title or doc.meta.title or "none")
  doc.blocks:insert(1, pandoc.Div({ pandoc.Plain(title) }, { id = "title", class = "title", length = tostring(#text) }))
  return doc
end
