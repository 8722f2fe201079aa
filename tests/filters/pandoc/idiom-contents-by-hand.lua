-- collect headings, then make a list of links at the front: same
local headings = pandoc.List:new {}
return { {
  Header = function(h)
    headings[#headings + 1] = { level = h.level, id = h.identifier, content = h.content:clone() }
  end,
}, {
  Pandoc = function(doc)
    local items = {}
    for _, h in ipairs(headings) do
      table.insert(items, { pandoc.Plain { pandoc.Link(h.content, "#" .. h.id, "", { class = "toc" }) } })
    end
    local blocks = pandoc.List { pandoc.Div({ pandoc.BulletList(items) }, pandoc.Attr("toc")) }
    blocks:extend(doc.blocks)
    return pandoc.Pandoc(blocks, doc.meta)
  end,
} }
