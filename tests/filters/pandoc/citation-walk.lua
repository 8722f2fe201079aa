-- prefix and suffix of a citation are walked: same
function Str(s)
  return pandoc.Str('<' .. s.text .. '>')
end
function Inlines(l)
  l:insert(pandoc.Str('' .. #l))
  return l
end
