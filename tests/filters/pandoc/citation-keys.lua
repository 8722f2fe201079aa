-- citations can be read: same
function Cite(c)
  return c.citations:map(function(x) return pandoc.Str(x.id .. x.mode .. x.note_num) end)
end
