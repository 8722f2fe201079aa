-- quotetype and lines: same
return {{
  Quoted=function(q) q.quotetype='SingleQuote' return q end,
  LineBlock=function(l) l.content[1]={pandoc.Str 'first'} return l end,
}}
