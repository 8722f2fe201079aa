-- filter-budget: cells that span much
local cell = pandoc.Cell({ pandoc.Plain 'a' }, 'AlignDefault', 1000000, 1000000)
local row = pandoc.Row { cell, cell }
local head = pandoc.TableHead {}
local t = pandoc.Table(pandoc.Caption and pandoc.Caption({}) or {long = {}}, { {'AlignDefault', nil} }, head, { {attr = pandoc.Attr(), body = { row, row }, head = {}, row_head_columns = 0} }, pandoc.TableFoot {})
while true do pcall(pandoc.write, pandoc.Pandoc { t }, 'html') pcall(pandoc.write, pandoc.Pandoc { t }, 'docbook') end
