-- what pandoc says of values that do not fit: same
local function why(f, ...) return (select(2, pcall(f, ...)):gsub("\n.*", ""):gsub("^%S+:%d+: ", "")) end
function Para()
  return pandoc.CodeBlock(table.concat({
    why(pandoc.Para, nil), why(pandoc.Para, true), why(pandoc.Para, 5), why(pandoc.Emph, print), why(pandoc.Para, { {} }),
    why(pandoc.Div, true), why(pandoc.Header, "x", "y"), why(pandoc.Str, nil), why(pandoc.Str, {}),
    why(function() local s = pandoc.Str "x" s.foo = 1 end), why(function() pandoc.Header(1, "x").tag = "Para" end),
  }, "\n"))
end
