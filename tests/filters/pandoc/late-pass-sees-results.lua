-- results of a pass are seen by later passes: same
function Str(s)
  return pandoc.Emph{s}
end
function Inlines(l)
  return l:map(function(x) return x.t == 'Emph' and pandoc.Strong(x.content) or x end)
end
