-- small capitals, first letters, capitals by text: same
local text = require "text"
local first = true
function Para(el)
  if first and el.content[1] and el.content[1].t == "Str" then
    first = false
    local word = el.content[1].text
    el.content[1] = pandoc.Span({ pandoc.Str(text.sub(word, 1, 1)) }, { class = "initial" })
    el.content:insert(2, pandoc.SmallCaps(text.sub(word, 2)))
    return el
  end
end
function Header(el)
  return el:walk { Str = function(s) return pandoc.Str(text.upper(s.text)) end }
end
