-- target title src caption: same
return {{
  Link=function(l) l.target='v' l.title='tt' return l end,
  Image=function(i) i.src='j' i.caption={pandoc.Str 'cap'} return i end,
}}
