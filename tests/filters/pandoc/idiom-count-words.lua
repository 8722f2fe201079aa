-- count words, as filters do that print a number: same
local words, letters = 0, 0
local count = {
  Str = function(el)
    if el.text:match "%P" then words = words + 1 end
    letters = letters + utf8.len(el.text)
  end,
  Code = function(el)
    local _, n = el.text:gsub("%S+", "")
    words = words + n
  end,
}
function Pandoc(el)
  pandoc.walk_block(pandoc.Div(el.blocks), count)
  return pandoc.Pandoc({ pandoc.Para(words .. " words, " .. letters .. " letters") }, el.meta)
end
