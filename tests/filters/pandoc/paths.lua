-- pandoc.path and where find begins, as they are also in the places that are easily missed: same
local path = pandoc.path

local function check(given, expected)
  assert(given == expected, tostring(given) .. " is not " .. tostring(expected))
end

check(path.normalize "a/./b/../c/", "a/b/../c/")
check(path.normalize "./", "./")
check(path.normalize "/", "/")
check(path.split_extension "notes/.profile", "notes/")
check(select(2, path.split_extension "notes/.profile"), ".profile")
check(select(2, path.split_extension "a.tar.gz"), ".gz")
check(select(2, path.split_extension "a.d/b"), "")
check(path.make_relative("a/b", "a"), "b")
check(path.make_relative("a/b", "a/c"), "a/b")
check(path.make_relative("a/b", "a/c", true), "../b")
check(path.make_relative("a", "a/c", true), "..")
check(path.make_relative("a", "a", true), ".")
check(path.make_relative("/a/b/c", "/d/c", true), "../../a/b/c")
check(path.make_relative("a", "/d", true), "a")

local list = pandoc.List { 1, 2, 1 }
check(select(2, list:find(1, -1)), 3)
check(tostring(list:includes(2, -1)), "false")
check(select(2, list:find_if(function(x) return x == 1 end, -2)), 3)
check(pandoc.utils.to_roman_numeral(4000), "?")

function Pandoc(doc)
  doc.blocks:insert(pandoc.Para(path.make_relative("a/b", "a/c", true)))
  return doc
end
