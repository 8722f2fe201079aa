-- an element that stands twice is two when it is copied: same
function Para()
  local word = pandoc.Str "a"
  local list = { word, word }
  list[1].text = "b"
  local emph = pandoc.Emph(list)
  word.text = "c"
  emph.content[1].text = "d"
  return pandoc.Para { emph, pandoc.Strong(list) }
end
