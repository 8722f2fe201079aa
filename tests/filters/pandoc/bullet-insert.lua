-- content is a real table: same
return {{
  BulletList=function(b) table.insert(b.content,{pandoc.Plain 'new'}) return b end,
}}
