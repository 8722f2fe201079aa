-- a flat list of blocks is one item each: 3.x
local b = pandoc.BulletList 'x'
b.content = {pandoc.Plain 'a', pandoc.Plain 'b'}
assert(tostring(b) == 'BulletList [[Plain [Str "a"]],[Plain [Str "b"]]]')
