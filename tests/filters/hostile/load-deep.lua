-- filter-budget: compiling costs too
while true do load("return " .. ("("):rep(150) .. "1" .. (")"):rep(150)) end
