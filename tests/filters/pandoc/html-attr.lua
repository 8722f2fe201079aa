-- an HTML-like Attr: same
function Code(c)
  c.attr = {id = 'x', class = 'a b'}
  return c
end
