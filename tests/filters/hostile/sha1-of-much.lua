-- filter-budget: a checksum of a megabyte, for ever
local s = ("x"):rep(1000000)
while true do pandoc.utils.sha1(s) end
