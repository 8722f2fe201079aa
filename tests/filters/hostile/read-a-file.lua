-- filter-refused: a file that no grant names
io.open("/etc/passwd")
