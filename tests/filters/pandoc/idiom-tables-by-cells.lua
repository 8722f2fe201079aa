-- go through the cells of a table: same
function Table(tbl)
  local texts = pandoc.List {}
  for _, body in ipairs(tbl.bodies) do
    for r, row in ipairs(body.body) do
      for c, cell in ipairs(row.cells) do
        texts:insert(r .. "." .. c .. "=" .. pandoc.utils.stringify(cell.contents))
        cell.contents = { pandoc.Plain { pandoc.Strong(pandoc.utils.blocks_to_inlines(cell.contents)) } }
        cell.attr = pandoc.Attr("", { "c" .. c })
      end
    end
  end
  tbl.colspecs = tbl.colspecs:map(function(spec) return { spec[1], 1 / #tbl.colspecs } end)
  tbl.classes:insert("wide")
  return { tbl, pandoc.Para(table.concat(texts, ", ")) }
end
