-- a filter for one format only, another for the rest: same
if FORMAT:match "latex" then
  return { { Str = function() error "not here" end } }
elseif FORMAT:match "^json" then
  return { { Emph = function(e) return pandoc.Underline(e.content) end } }
else
  return {}
end
