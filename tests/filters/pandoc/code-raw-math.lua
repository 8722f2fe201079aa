-- text and enumerations: same
return {{
  Code=function(c) c.text=c.text..'!' return c end,
  CodeBlock=function(c) c.classes={'lua'} return c end,
  RawInline=function(r) return pandoc.RawInline('tex',r.text) end,
  Math=function(m) m.mathtype='DisplayMath' return m end,
}}
