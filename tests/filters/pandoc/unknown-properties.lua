-- properties that others have, and that none has, read and written: same
local function told(f)
  local _, r = pcall(f)
  return (tostring(r):gsub("\n.*", ""):gsub("^%S+:%d+: ", ""))
end
function Para()
  local h = pandoc.Header(1, "x")
  return pandoc.CodeBlock(table.concat({
    told(function() return h.text end), told(function() return h.none end), told(function() h.none = 1 end),
    told(function() h.tag = "Para" end), told(function() h.t = "Para" end),
    told(function() local s = pandoc.Str "x" s.level = 1 return "silent" end),
    told(function() local p = pandoc.Para "x" p.content = 5 return "silent" end),
  }, "\n"))
end
