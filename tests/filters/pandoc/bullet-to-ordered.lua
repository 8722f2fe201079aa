-- list attributes as a triple: same
return {{
  BulletList=function(b) local o={} for i,item in ipairs(b.content) do o[i]=item end return pandoc.OrderedList(o,{5,'LowerAlpha','OneParen'}) end,
}}
