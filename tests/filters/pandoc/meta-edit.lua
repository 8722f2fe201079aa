-- metadata that Meta changes, adds and takes away: same
function Meta(meta)
  meta.title[1] = pandoc.Str 'The'
  meta.title:insert(pandoc.Emph 'end')
  meta.subtitle = nil
  meta.author[3] = pandoc.MetaInlines { pandoc.Str 'E' }
  meta.series.name = { pandoc.Strong { pandoc.Str 'x' } }
  meta.added = 'text'
  meta.flag = false
  meta.blocks = pandoc.MetaBlocks { pandoc.Para { pandoc.Str 'p' }, pandoc.HorizontalRule() }
  meta.list = { 'a', pandoc.Str 'b', { pandoc.Str 'c' } }
  meta.map = { one = 'a', two = { three = true } }
  meta.inline = pandoc.Code 'c'
  meta.block = pandoc.CodeBlock 'd'
  meta.maker = pandoc.MetaList { pandoc.MetaString 's', pandoc.MetaBool(true) }
  return meta
end
