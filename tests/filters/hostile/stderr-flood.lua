-- filter-budget: the same through io
while true do io.stderr:write("x", "y", "z") io.write("more\n") end
