-- walk leaves the element itself: same
return {{
  BlockQuote=function(b) return b:walk{Str=function(s) return pandoc.Str(s.text..'*') end} end,
}}
