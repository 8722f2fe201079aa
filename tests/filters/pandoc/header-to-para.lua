-- another block in its place: same
return {{
  Header=function(h) return pandoc.Para{pandoc.Strong(h.content)} end,
}}
