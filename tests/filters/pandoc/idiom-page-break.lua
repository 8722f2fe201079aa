-- replace a paragraph by what each format has for it: same
local breaks = { html = '<div style="page-break-after: always;"></div>', latex = "\\newpage{}", default = "\12" }
local function newpage(format)
  if format:match "html.*" then return pandoc.RawBlock("html", breaks.html) end
  if format == "latex" then return pandoc.RawBlock("tex", breaks.latex) end
  return pandoc.Para { pandoc.Str(breaks.html) }
end
function HorizontalRule() return newpage "html" end
function Para(el)
  if #el.content == 1 and el.content[1].t == "Str" and el.content[1].text == "more" then return newpage(FORMAT) end
end
