-- code with a caption and line numbers from its attributes: same
function CodeBlock(block)
  local lang = block.classes[1] or "none"
  local caption = block.attributes.caption or block.attributes["title"] or lang:upper()
  local n = 0
  local numbered = block.text:gsub("[^\n]+", function(line) n = n + 1 return ("%2d %s"):format(n, line) end)
  return pandoc.Div({ pandoc.Para { pandoc.Strong(caption) }, pandoc.CodeBlock(numbered, block.attr) }, { class = "listing" })
end
