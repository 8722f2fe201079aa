-- make_sections numbers and nests: same
function Pandoc(d)
  d.blocks:insert(pandoc.Header(3, 'deep', {'x', {'unnumbered'}}))
  d.blocks:insert(pandoc.Header(2, 'two', {'y', {'k'}, {{'a', 'b'}}}))
  d.blocks:insert(pandoc.Para 'text')
  d.blocks:insert(pandoc.Header(1, 'one'))
  d.blocks = pandoc.utils.make_sections(true, nil, d.blocks)
  return d
end
