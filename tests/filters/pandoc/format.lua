-- what formats can do, and which a path speaks of: 3.x
local f = pandoc.format
assert(f.extensions("markdown").fenced_divs == true and f.extensions("markdown").citations == nil)
assert(f.all_extensions("gfm"):includes "task_lists" and not f.all_extensions("commonmark"):includes "task_lists")
assert(f.default_extensions("markdown-smart") == f.all_extensions "markdown" and #f.all_extensions "json" == 0)
assert(f.from_path "a/b.md" == "markdown" and f.from_path "x.HTML" == "html" and f.from_path "x" == nil)
assert(f.from_path { "none", "a.json", "b.md" } == "json" and f.from_path {} == nil)
for name in pairs(f.extensions "gfm") do assert(type(name) == "string") end
