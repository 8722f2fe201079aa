-- constructors copy deeply: same
function Str(s)
  local e = pandoc.Str 'kept'
  local span = pandoc.Span{e}
  e.text = 'lost'
  return span
end
