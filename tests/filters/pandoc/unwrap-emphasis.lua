-- content replaces the element: same
return {{
  Emph=function(e) return e.content end,
  Strong=function(e) return pandoc.SmallCaps(e.content) end,
}}
