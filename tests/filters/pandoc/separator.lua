-- blocks_to_inlines parts with LineBreak: 3.x
local l = pandoc.utils.blocks_to_inlines{pandoc.Para 'a', pandoc.Para 'b'}
assert(l[2].t == 'LineBreak')
