-- filter-refused: a file that nobody would miss
io.tmpfile():write("x")
