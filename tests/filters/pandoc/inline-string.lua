-- a string is split into words: same
return {{
  Str=function(s) return 'two words' end,
}}
