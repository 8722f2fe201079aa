-- what Pandoc may return: same
local function try(result)
  local ok, got = pcall(function() return tostring(pandoc.Pandoc { pandoc.Para "s" }:walk { Pandoc = function() return result end }) end)
  return ok and got or "error"
end
function Para()
  return pandoc.CodeBlock(table.concat({ try(nil), try(pandoc.Pandoc {}), try "x", try(true), try {} }, "\n"))
end
