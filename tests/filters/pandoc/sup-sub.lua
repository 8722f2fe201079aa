-- breaks can be deleted: same
return {{
  Superscript=function(s) return pandoc.Subscript(s.content) end,
  LineBreak=function() return {} end,
}}
