-- citations can be changed: same
function Cite(c)
  c.citations[1].id = 'other'
  c.citations[1].suffix = pandoc.List{pandoc.Str 'p. 9'}
  return c
end
