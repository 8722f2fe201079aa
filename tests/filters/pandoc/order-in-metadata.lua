-- metadata are walked with the document, by key, before its blocks: 3.x
local seen = ""
local doc = pandoc.Pandoc({ pandoc.Para "z" }, { b = pandoc.Inlines "b", a = pandoc.MetaBlocks { pandoc.Para "a" }, c = { pandoc.Inlines "c", { d = pandoc.Inlines "d" } } })
local changed = doc:walk { Str = function(s) seen = seen .. s.text return pandoc.Str(s.text .. "!") end }
assert(seen == "abcdz", seen)
assert(changed.meta.b == pandoc.Inlines "b!" and changed.meta.c[2].d == pandoc.Inlines "d!" and doc.meta.b == pandoc.Inlines "b")
