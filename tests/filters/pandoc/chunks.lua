-- pandoc.structure: a document in chunks: 3.x
local doc = pandoc.Pandoc({
  pandoc.Para "before", pandoc.Header(1, "One", "one"), pandoc.Para(pandoc.Link("to", "#two")), pandoc.Header(2, "Sub", "sub"),
  pandoc.Para(pandoc.Link("up", "#one")), pandoc.Header(1, "Two", "two"), pandoc.Para "end",
}, { title = pandoc.Inlines "Title" })
local function told(options)
  local lines = {}
  for _, c in ipairs(pandoc.structure.split_into_chunks(doc, options).chunks) do
    lines[#lines + 1] = table.concat({ c.number, c.path, c.id, c.level, pandoc.utils.stringify(c.heading), c.section_number or "-",
      c.up and c.up.number or "-", c.prev and c.prev.number or "-", c.next and c.next.number or "-", #c.contents }, " ")
  end
  return table.concat(lines, "\n")
end
assert(told() == "1 chunk-001  0 Title - - - 2 1\n2 chunk-002 one 1 One - 1 1 3 1\n3 chunk-003 two 1 Two - 1 2 - 1")
assert(told { chunk_level = 2, number_sections = true, path_template = "%n-%s-%i-%h.html" } == "1 001---.html  0 Title - - - 2 1\n"
  .. "2 002-1-one-One.html one 1 One 1 1 1 3 1\n3 003-1.1-sub-Sub.html sub 2 Sub 1.1 2 2 4 1\n4 004-2-two-Two.html two 1 Two 2 1 3 - 1")
local whole = pandoc.structure.split_into_chunks(doc, { chunk_level = 2 })
assert(whole.meta.title == doc.meta.title and #whole.chunks == 4 and whole.toc[1][1].id == "sub")
assert(whole.chunks[2].contents[1].content[2].content[1].target == "chunk-004#two")
assert(whole.chunks[3].contents[1].content[2].content[1].target == "chunk-002#one")
assert(tostring(pandoc.structure.table_of_contents(whole)):find('("chunk-003#sub","")', 1, true))
assert(doc.blocks[3].content[1].target == "#two" and not pcall(pandoc.structure.split_into_chunks, doc.blocks))
