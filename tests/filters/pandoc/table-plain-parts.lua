-- rows, cells and heads given as plain tables: 3.x
local row = pandoc.Row { pandoc.Cell "x", pandoc.Cell({ pandoc.Para "y" }, "AlignLeft", 1, 2) }
assert(#row.cells == 2 and row.cells[2].col_span == 2 and row.cells[2].alignment == "AlignLeft")
assert(pandoc.Row { "x", { pandoc.Plain "y" } } == pandoc.Row { pandoc.Cell "x", pandoc.Cell "y" })
assert(pandoc.Row { { contents = "x", alignment = "AlignRight", row_span = 2, attr = { id = "i" } } }
  == pandoc.Row { pandoc.Cell("x", "AlignRight", 2, 1, "i") })
local head = pandoc.TableHead { { pandoc.Cell "a" }, row }
assert(#head.rows == 2 and head.rows[1].cells[1] == pandoc.Cell "a")
assert(pandoc.TableFoot({ row }, "f").identifier == "f")
head.rows:insert { "late" }
assert(pandoc.utils.stringify(head) == "axylate")

local body = { attr = pandoc.Attr(), body = { row }, head = { { "h" } }, row_head_columns = 1 }
local t = pandoc.Table("cap", { { "AlignDefault", 0.5 } }, { { pandoc.Attr "r", { pandoc.Cell "a" } } }, { body }, pandoc.TableFoot())
assert(t.head.rows[1].identifier == "r" and t.bodies[1].head[1].cells[1] == pandoc.Cell "h")
assert(t.bodies[1].row_head_columns == 1 and t.colspecs[1][2] == 0.5)
local cell = t.bodies[1].body[1].cells[1]
cell.contents = { pandoc.Plain "z" }
cell.identifier, cell.classes, cell.alignment = "c", { "k" }, "AlignCenter"
assert(tostring(t):find 'Cell %("c",%["k"%],%[%]%) AlignCenter %(RowSpan 1%) %(ColSpan 1%) %[Plain %[Str "z"%]%]')
for _, bad in ipairs { 5, true, pandoc.Str "x" } do
  assert(not pcall(pandoc.Row, bad) and not pcall(pandoc.TableHead, bad))
end
