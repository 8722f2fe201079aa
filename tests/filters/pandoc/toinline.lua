-- __toinline and __toblock: 3.x
local t = setmetatable({}, {__toinline = function() return pandoc.Str 'x' end})
assert(tostring(pandoc.Para{t}) == 'Para [Str "x"]')
