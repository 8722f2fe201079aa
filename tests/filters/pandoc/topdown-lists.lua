-- list functions come first: same
return {{
  traverse='topdown',Blocks=function(l) return l:filter(function(b) return b.t~='HorizontalRule' end) end,
  Inlines=function(l) return l:filter(function(b) return b.t~='Space' end) end,
}}
