-- filter-refused: another decimal point for everybody
os.setlocale("de_DE.UTF-8")
