-- Block for all blocks: same
return {{
  Block=function(b) return pandoc.Div{b} end,
}}
