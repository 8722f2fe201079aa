-- what is asked before it is used: versions, modules, formats, files: 3.x
if PANDOC_VERSION and PANDOC_VERSION.must_be_at_least then
  PANDOC_VERSION:must_be_at_least("2.12", "pandoc 2.12 is needed")
else
  error "no version"
end
assert(PANDOC_VERSION < { 99 } and PANDOC_VERSION[1] == 3 and type(PANDOC_SCRIPT_FILE) == "string")
local ok, List = pcall(require, "pandoc.List")
assert(ok and List == pandoc.List and not pcall(require, "no.such.module"))
local utils = require "pandoc.utils"
local stringify = (utils or pandoc.utils).stringify
assert(stringify { pandoc.Str "a" } == "a" and (table.unpack or unpack)({ 1 }) == 1)
assert(quarto.doc.is_format "json" and not quarto.doc.is_format "latex" and pandoc.system.os == "linux")
assert(pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "x.lua" }:match "x%.lua$")
assert(os.getenv "HOME" == nil and os.date "%Y":match "^%d+$" and type(os.time()) == "number")
io.stderr:write ""
