-- false stops the descent: same
return {{
  traverse='topdown',Emph=function(e) return pandoc.Strong(e.content),false end,
  Str=function(s) return pandoc.Str(s.text..'+') end,
}}
