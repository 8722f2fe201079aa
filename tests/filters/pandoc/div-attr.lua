-- Attr from a triple: same
return {{
  Para=function(p) return pandoc.Div(p,{'a',{'b','c'},{k='v'}}) end,
}}
