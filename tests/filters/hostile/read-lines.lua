-- filter-refused: the same by lines
for line in io.lines("gloss.yaml") do print(line) end
