-- typewise does not revisit: same
return {{
  Para=function(p) return pandoc.Plain(p.content) end,
  Plain=function(p) return pandoc.Para(p.content) end,
}}
