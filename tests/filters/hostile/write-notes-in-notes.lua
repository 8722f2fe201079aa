-- filter-budget: notes in notes
local note = pandoc.Note { pandoc.Para 'a' }
for i = 1, 150 do note = pandoc.Note { pandoc.Para { note, note.content[1].content[1]:clone() } } end
while true do pandoc.write(pandoc.Pandoc { pandoc.Para { note } }, 'html') end
