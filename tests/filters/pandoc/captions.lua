-- captions of tables and figures, given and changed: 3.x
local function with(caption)
  return pandoc.Table(caption, { { "AlignDefault" } }, pandoc.TableHead(), {}, pandoc.TableFoot())
end
for _, caption in ipairs { "cap", pandoc.Inlines "cap", pandoc.Str "cap", { pandoc.Plain "cap" }, pandoc.Plain "cap",
  { long = { pandoc.Plain "cap" } }, pandoc.Caption "cap" } do
  assert(with(caption).caption == pandoc.Caption "cap")
  assert(pandoc.Figure("x", caption).caption == pandoc.Caption "cap")
end
local t = with { long = "cap", short = "s t" }
assert(t.caption.short == pandoc.Inlines "s t" and pandoc.utils.type(t.caption) == "Caption")
t.caption.long:insert(pandoc.Para "more")
t.caption.short = nil
assert(#t.caption.long == 2 and t.caption.short == nil)
t.caption = pandoc.Inlines "other"
assert(pandoc.utils.stringify(t.caption) == "other" and tostring(t):find 'Caption Nothing %[Plain %[Str "other"%]%]')

local f = pandoc.Figure({ pandoc.Plain { pandoc.Image("alt", "a.png") } }, "words", { "id", { "c" } })
f.classes:insert "d"
f.caption.long[1].content:insert(pandoc.Str "!")
assert(f.identifier == "id" and tostring(f):find '^Figure %("id",%["c","d"%],%[%]%) %(Caption Nothing %[Plain %[Str "words",Str "!"%]%]%)')
assert(f:walk { Image = function(i) i.src = "b.png" return i end }.content[1].content[1].src == "b.png")
