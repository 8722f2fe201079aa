-- a bad value is an error when it is used: 3.x
local p = pandoc.Para 'x'
p.content = 5
local ok, message = pcall(pandoc.Div, {p})
assert(not ok and message:match('Inline, list of Inlines, or string expected, got number'))
assert(not pcall(function() p.unknown = 1 end))
