-- filter-budget: the size of a large picture, again and again.
local image = "\xff\xd8\xff" .. ("\xff"):rep(4000000)
while true do pcall(pandoc.image.size, image) end
