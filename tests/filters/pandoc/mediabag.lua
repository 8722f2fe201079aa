-- the media bag holds what is put in it: 3.x
local bag = pandoc.mediabag
bag.insert('b.txt', 'text/plain', 'bee')
bag.insert('a.txt', nil, 'a')
local mime, contents = bag.lookup 'b.txt'
assert(mime == 'text/plain' and contents == 'bee' and bag.lookup 'c' == nil)
local list = bag.list()
assert(#list == 2 and list[2].path == 'b.txt' and list[2].length == 3)
local paths = {}
for path, _, text in bag.items() do paths[#paths + 1] = path .. text end
assert(table.concat(paths, ' ') == 'a.txta b.txtbee')
bag.delete 'a.txt'
assert(#bag.list() == 1)
bag.empty()
assert(#bag.list() == 0)
