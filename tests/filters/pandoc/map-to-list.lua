-- map gives items: same
return {{
  Para=function(p) return pandoc.BulletList(p.content:map(function(x) return {pandoc.Plain(x)} end)) end,
}}
