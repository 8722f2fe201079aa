-- filter-refused: finalisers run where no hook counts
setmetatable({}, { __gc = function() while true do end end })
