-- pandoc.structure: the table of contents: 3.x
local toc = pandoc.structure.table_of_contents
local blocks = pandoc.Blocks {
  pandoc.Para "before",
  pandoc.Header(1, { pandoc.Str "One", pandoc.Note "n", pandoc.Link("l", "u") }, "one"),
  pandoc.Header(2, "Sub", "sub"), pandoc.Header(3, "Deep", "deep"), pandoc.Header(4, "Deeper", "deeper"),
  pandoc.Header(1, "Two"), pandoc.Header(1, "Hidden", { "h", { "unlisted", "unnumbered" } }),
}
assert(tostring(toc(blocks)) == 'BulletList [[Plain [Link ("toc-one",[],[]) [Str "One",Str "l"] ("#one","")],'
  .. 'BulletList [[Plain [Link ("toc-sub",[],[]) [Str "Sub"] ("#sub","")],'
  .. 'BulletList [[Plain [Link ("toc-deep",[],[]) [Str "Deep"] ("#deep","")]]]]]],[Plain [Str "Two"]]]')
assert(toc(pandoc.Pandoc(blocks)) == toc(blocks))
assert(tostring(toc(blocks, { toc_depth = 1, number_sections = true })) == 'BulletList ['
  .. '[Plain [Link ("toc-one",[],[]) [Span ("",["toc-section-number"],[]) [Str "1"],Space,Str "One",Str "l"] ("#one","")]],'
  .. '[Plain [Span ("",["toc-section-number"],[]) [Str "2"],Space,Str "Two"]]]')
assert(toc {} == pandoc.BulletList {} and #blocks == 7 and blocks[2].level == 1)
