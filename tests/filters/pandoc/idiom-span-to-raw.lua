-- wrap a span's content into raw markup: same
function Span(el)
  if el.classes:includes "s" or el.attributes["k"] then
    local colour = el.attributes["k"] or "none"
    el.attributes["k"] = nil
    return { pandoc.RawInline("html", '<span style="color: ' .. colour .. '">'), table.unpack(el.content) }
  end
end
function Strikeout(el)
  local content = el.content
  table.insert(content, 1, pandoc.RawInline("latex", "\\sout{"))
  table.insert(content, pandoc.RawInline("latex", "}"))
  return content
end
