-- filter-refused: pandoc's own way to a program
pandoc.pipe("touch", { "written-by-a-filter" }, "")
