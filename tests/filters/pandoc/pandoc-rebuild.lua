-- Pandoc makes a document: same
return {{
  Pandoc=function(d) local r=pandoc.List{} for _,b in ipairs(d.blocks) do if b.t~='CodeBlock' then r:insert(b) end end return pandoc.Pandoc(r,d.meta) end,
}}
