-- links to other files, links that are none, links to elsewhere: same
function Link(el)
  el.target = string.gsub(el.target, "%.md$", ".html")
  if el.target:find("^https?://") then
    el.attributes.target = "_blank"
    el.attributes["rel"] = "noopener"
    return el
  elseif el.target == "" then
    return el.content
  end
  el.classes:insert("inner")
  return el
end
