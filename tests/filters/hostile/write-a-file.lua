-- filter-refused: a file to be written
io.open("written-by-a-filter", "w")
