-- filter-refused: a program from elsewhere
dofile("../secret.lua")
