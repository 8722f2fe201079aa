-- filter-refused: a library whose matches no budget sees
local lpeg = require "lpeg"
local p = lpeg.P { lpeg.P "a" * lpeg.V(1) * "b" + lpeg.P "a" * lpeg.V(1) * "c" + "" }
p:match(("a"):rep(100))
