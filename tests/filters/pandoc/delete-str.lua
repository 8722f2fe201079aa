-- empty list deletes: same
return {{
  Str=function(s) if #s.text>1 then return {} end end,
}}
