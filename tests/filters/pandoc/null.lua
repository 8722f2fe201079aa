-- pandoc.Null still deletes what it replaces, and an own document has no metadata: 3.x
function Para(p)
  if pandoc.utils.stringify(p):find "^Gone" then return pandoc.Null() end
end
local doc = pandoc.Pandoc { pandoc.Para "Gone now", pandoc.Para "Here" }
assert(#doc:walk { Para = Para }.blocks == 1 and next(doc.meta) == nil)
assert(next(pandoc.read("x", "markdown").meta) == nil)
