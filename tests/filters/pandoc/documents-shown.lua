-- a document is shown, and written as JSON, with its metadata: same
function Pandoc()
  local doc = pandoc.Pandoc({ pandoc.Para { pandoc.Str "a" } }, { title = "One", on = true })
  local shown = tostring(doc)
  local back = pandoc.read(pandoc.write(doc, "json"), "json")
  return pandoc.Pandoc {
    pandoc.Para { pandoc.Str(shown) },
    pandoc.Para { pandoc.Str(tostring(back == doc)) },
  }
end
