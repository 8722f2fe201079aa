-- look at neighbours and put a hard space between them: same
function Inlines(inlines)
  local out, i = pandoc.Inlines {}, 1
  while i <= #inlines do
    local a, b, c = inlines[i], inlines[i + 1], inlines[i + 2]
    if a.t == "Str" and b and b.t == "Space" and c and c.tag == "Str" and #a.text == 1 then
      out:insert(pandoc.Str(a.text .. "\u{A0}" .. c.text))
      i = i + 3
    else
      out:insert(a)
      i = i + 1
    end
  end
  return out
end
