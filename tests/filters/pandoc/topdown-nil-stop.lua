-- nil and false stops: same
return {{
  traverse='topdown',Div=function(d) return nil,false end,
  BlockQuote=function(b) return b.content end,
  Para=function(p) p.content:insert('.') return p end,
}}
