-- new blocks are seen by Blocks: same
return {{
  Para=function(p) return {pandoc.Para 'before',p} end,
  Blocks=function(b) b:insert(pandoc.HorizontalRule()) return b end,
}}
