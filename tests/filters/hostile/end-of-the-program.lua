-- filter-refused: the whole program ended in success
os.exit(true, true)
