-- strings in a list are one Str: same
return {{
  Inlines=function(l) return pandoc.List{'['} .. l .. {']'} end,
}}
