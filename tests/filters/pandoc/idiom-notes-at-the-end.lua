-- footnotes become a numbered list at the end: same
local notes = {}
function Note(note)
  notes[#notes + 1] = note.content
  return pandoc.Superscript { pandoc.Link(tostring(#notes), "#n" .. #notes) }
end
function Pandoc(doc)
  if #notes > 0 then
    doc.blocks:insert(pandoc.Header(2, "Notes", { id = "notes" }))
    doc.blocks:insert(pandoc.OrderedList(notes, pandoc.ListAttributes(1, pandoc.Decimal, pandoc.Period)))
  end
  return doc
end
