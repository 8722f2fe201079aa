-- inline list splices: same
return {{
  Str=function(s) return {s,s} end,
}}
