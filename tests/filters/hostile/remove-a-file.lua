-- filter-refused: the essay itself
os.remove("content/essays/attacked.md")
