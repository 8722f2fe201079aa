-- classes and attributes are live: same
return {{
  Div=function(d) d.classes:insert('z') d.attr.attributes.q='1' return d end,
}}
