-- an item is a list of blocks: same
return {{
  BulletList=function(b) return b.content[1] end,
}}
