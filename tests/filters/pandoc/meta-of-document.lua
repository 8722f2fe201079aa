-- Pandoc changes the metadata of the document, and a later filter sees it: same
return { {
  Pandoc = function(doc)
    doc.meta.title = { pandoc.Str 'T' }
    doc.meta.words = #doc.blocks .. ''
    return doc
  end,
}, {
  Meta = function(meta)
    meta.seen = pandoc.utils.stringify(meta.title) .. meta.words
    return meta
  end,
}, {
  Pandoc = function(doc) return pandoc.Pandoc(doc.blocks, doc.meta) end,
} }
