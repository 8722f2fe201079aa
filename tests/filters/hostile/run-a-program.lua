-- filter-refused: a program of the shell's
os.execute("touch written-by-a-filter")
