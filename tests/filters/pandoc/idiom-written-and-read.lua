-- parse a piece of text into the document: 3.x
local function parse(text)
  return pandoc.read(text, "markdown").blocks
end
local function inlines(text)
  return pandoc.utils.blocks_to_inlines(parse(text))
end
assert(inlines "two *words*" == pandoc.Inlines { pandoc.Str "two", pandoc.Space(), pandoc.Emph "words" })
local html = pandoc.write(pandoc.Pandoc(parse "# Head {#h}\n\ntext"), "html")
assert(html:find "<h1 id=\"h\">Head</h1>" and html:find "<p>text</p>")
assert(pandoc.RawBlock("html", pandoc.write(pandoc.Pandoc { pandoc.Plain "x" }, "html")).text == "x")
local copy = pandoc.read(pandoc.write(pandoc.Pandoc(parse "a"), "json"), "json")
assert(copy.blocks == parse "a")
