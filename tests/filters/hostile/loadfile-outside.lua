-- filter-refused: the same in two steps
loadfile("/etc/passwd")
