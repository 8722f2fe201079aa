-- clone of Inlines is deep; at and iter: 3.x
local l = pandoc.Inlines 'a b'
local m = l:clone()
m[1].text = 'z'
assert(l[1].text == 'a' and l:at(-1).text == 'b')
local n = 0
for _ in l:iter() do n = n + 1 end
assert(n == 3)
