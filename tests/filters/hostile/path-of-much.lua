-- filter-budget: a path of a million parts
local s = ("a/../"):rep(200000)
local deep = ("a/"):rep(200000)
while true do
  pandoc.path.make_relative(deep, "b", true)
  pandoc.path.make_relative("b", deep, true)
  pandoc.path.normalize(s)
  pandoc.path.join { s, s }
  pandoc.path.split(s)
  pandoc.path.make_relative(s, s)
end
