-- stringify of the parts of tables: 3.x
local s = pandoc.utils.stringify
assert(s(pandoc.Cell "x y") == "x y" and s(pandoc.Caption "x y") == "x y" and s(pandoc.Row { "x", "y" }) == "xy")
assert(s(pandoc.TableHead { { "a" } }) == "a" and s(pandoc.TableBody({ { "b" } })) == "b" and s(pandoc.TableFoot { { "c" } }) == "c")
