-- what Meta changes without returning it is not changed: same
function Meta(meta)
  meta.title = nil
  meta.author[1] = 'x'
end
