-- go through inlines from the end and take some out: same
local function is_space_before_cite(space, cite)
  return space and space.t == "Space" and cite and (cite.t == "Cite" or cite.t == "Note")
end
function Inlines(inlines)
  for i = #inlines - 1, 1, -1 do
    if is_space_before_cite(inlines[i], inlines[i + 1]) then inlines:remove(i) end
  end
  return inlines
end
