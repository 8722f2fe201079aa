-- a table of functions is one filter: 3.x
local seen = 0
return {
  Str = function() seen = seen + 1 end,
  Pandoc = function() assert(seen > 0) end,
}
