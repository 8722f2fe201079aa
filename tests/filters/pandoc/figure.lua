-- Figure with a short caption: 3.x
local f = pandoc.Figure('x', {short = 'a', long = {'b'}})
assert(f.caption.short[1].text == 'a' and f.t == 'Figure')
f.caption.short = nil
assert(f.caption.short == nil)
