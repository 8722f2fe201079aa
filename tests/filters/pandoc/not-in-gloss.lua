-- what pandoc has and gloss has not says so when it is used, not before: 3.x
local layout, zip, compile = pandoc.layout, pandoc.zip, pandoc.template.compile
for name, f in pairs { ["pandoc.layout.concat"] = layout.concat, ["pandoc.zip.zip"] = zip.zip, ["pandoc.template.compile"] = compile,
  ["pandoc.cli.parse_options"] = pandoc.cli.parse_options, ["pandoc.scaffolding.Writer"] = pandoc.scaffolding.Writer,
  ["pandoc.utils.citeproc"] = pandoc.utils.citeproc, ["pandoc.utils.run_json_filter"] = pandoc.utils.run_json_filter,
  ["pandoc.write_classic"] = pandoc.write_classic, ["pandoc.pipe"] = pandoc.pipe } do
  local ok, message = pcall(f)
  assert(not ok and message:find("`" .. name .. "` is refused: ", 1, true), message)
end
