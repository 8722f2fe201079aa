-- headings deeper, and bold beyond a level: same
local shift = 1
local function Header(el)
  local level = el.level + shift
  if level > 6 then return pandoc.Para { pandoc.Strong(el.content) } end
  el.level = level
  el.identifier = "h-" .. el.identifier
  return el
end
return { { Header = Header } }
