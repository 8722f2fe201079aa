-- constructor by name: same
return {{
  Space=function() return pandoc.Str '_' end,
  SoftBreak=function() return pandoc.Space() end,
}}
