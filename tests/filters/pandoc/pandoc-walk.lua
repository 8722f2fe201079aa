-- walk of a whole document: same
return {{
  Pandoc=function(d) return d:walk{Para=function(p) return pandoc.Plain(p.content) end} end,
}}
