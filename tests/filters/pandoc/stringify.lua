-- stringify of blocks and inlines: same
function Block(b)
  return pandoc.Plain{pandoc.Str(pandoc.utils.stringify(b))}
end
