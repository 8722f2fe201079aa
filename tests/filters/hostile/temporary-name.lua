-- filter-refused: a name makes the file
os.tmpname()
