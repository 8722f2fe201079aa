-- what functions of lists may return: same
local function try(result)
  local ok, got = pcall(function()
    return tostring(pandoc.Div { pandoc.Para "s t" }:walk { Inlines = function() return result end })
  end)
  return ok and got or "error"
end
local function try_blocks(result)
  local ok, got = pcall(function()
    return tostring(pandoc.Div { pandoc.Para "s" }:walk { Blocks = function() return result end })
  end)
  return ok and got or "error"
end
function Para()
  return pandoc.CodeBlock(table.concat({
    try(nil), try {}, try(pandoc.Str "a"), try { pandoc.Str "a", "b" }, try "x y", try(true), try(pandoc.Para "p"),
    try_blocks(nil), try_blocks {}, try_blocks(pandoc.Para "a"), try_blocks { pandoc.Para "a", "b" }, try_blocks "x y", try_blocks(false),
    try_blocks(pandoc.Str "i"),
  }, "\n"))
end
