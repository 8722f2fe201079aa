-- inline element replaces: same
return {{
  Str=function(s) return pandoc.Str(s.text:upper()) end,
}}
