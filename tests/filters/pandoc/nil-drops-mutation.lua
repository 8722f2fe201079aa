-- nil keeps the element as it was: same
function Str(s)
  s.text = 'changed'
end
function Para(p)
  p.content:insert(pandoc.Str 'changed')
end
