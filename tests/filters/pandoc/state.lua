-- the fields of PANDOC_STATE: same
local kinds = {}
for _, name in ipairs { "input_files", "log", "request_headers", "resource_path", "trace", "verbosity", "output_file",
  "source_url", "unknown" } do
  kinds[#kinds + 1] = name .. " " .. type(PANDOC_STATE[name])
end
function Para()
  return pandoc.CodeBlock(table.concat(kinds, "\n") .. "\n" .. #PANDOC_STATE.log .. PANDOC_STATE.resource_path[1]
    .. tostring(PANDOC_STATE.trace) .. PANDOC_STATE.verbosity)
end
