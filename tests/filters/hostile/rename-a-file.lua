-- filter-refused: the essay, elsewhere
os.rename("content/essays/attacked.md", "written-by-a-filter")
