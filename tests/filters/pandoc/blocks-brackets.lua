-- Blocks visits every list: same
return {{
  Blocks=function(l) return pandoc.List{pandoc.Para '{'} .. l .. {pandoc.Para '}'} end,
}}
