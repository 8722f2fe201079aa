-- pandoc.utils.to_roman_numeral: same
function Header(h)
  h.content = {pandoc.Str(pandoc.utils.to_roman_numeral(h.level + 1987))}
  return h
end
