-- map and walk: same
return {{
  Pandoc=function(d) d.blocks=d.blocks:map(function(b) return b:walk{Str=function(s) return 'x y' end} end) return d end,
}}
