-- filter-refused: the library that reaches everything
debug.sethook()
