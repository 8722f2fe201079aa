-- a state for a while, and search paths: 3.x
local a, b = pandoc.with_state({ resource_path = { "x" } }, function() return 1, 2 end)
assert(a == 1 and b == 2 and not pcall(pandoc.with_state, {}))
local folders = pandoc.path.split_search_path "a:/b c::d"
assert(table.concat(folders, "|") == "a|/b c|.|d" and #pandoc.path.split_search_path "" <= 1)
