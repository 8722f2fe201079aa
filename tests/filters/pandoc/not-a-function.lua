-- values that are no functions are ignored: same
Str = 5
Emph = setmetatable({}, {__call = function() return {} end})
function Strong(s)
  return s.content
end
