-- stringify of content: same
return {{
  Note=function(n) return pandoc.Str(pandoc.utils.stringify(n.content)) end,
}}
