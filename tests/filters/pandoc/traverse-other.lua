-- any traverse but topdown is typewise: same
local seen = {}
return { {
  traverse = "downwards",
  Para = function() seen[#seen + 1] = "Para" end,
  Str = function() seen[#seen + 1] = "Str" end,
  Pandoc = function(d) return pandoc.Pandoc({ pandoc.Para(seen[1] .. seen[#seen]) }, d.meta) end,
} }
