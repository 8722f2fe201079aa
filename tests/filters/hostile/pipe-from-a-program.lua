-- filter-refused: what a program says
io.popen("touch written-by-a-filter"):read("a")
