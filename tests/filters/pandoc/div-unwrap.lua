-- blocks splice: same
return {{
  Div=function(d) return d.content end,
}}
