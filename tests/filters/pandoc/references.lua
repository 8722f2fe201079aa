-- the references that the metadata hold: 3.x
local doc = pandoc.Pandoc({}, { references = { { id = "a", title = pandoc.Inlines "The lamp" }, { id = "b" } } })
local references = pandoc.utils.references(doc)
assert(#references == 2 and references[1].id == "a" and references[1].title == pandoc.Inlines "The lamp")
assert(#pandoc.utils.references(pandoc.Pandoc {}) == 0 and not pcall(pandoc.utils.references, {}))
