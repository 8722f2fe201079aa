-- head, bodies and rows of a table: same
function Table(t)
  t.head.rows[1].cells[1].contents = {pandoc.Plain 'new'}
  t.colspecs[1][1] = 'AlignRight'
  t.bodies[1].body[1].attr = pandoc.Attr('row', {'c'})
  return t
end
