-- blocks before and after those of a div, by its class: same
local environments = { k = "quote", other = "x" }
function Div(div)
  local env = environments[div.classes[1]]
  if not env then return nil end
  local begin_env = pandoc.List { pandoc.RawBlock("latex", string.format("\\begin{%s}", env)) }
  local end_env = pandoc.List { pandoc.RawBlock("latex", string.format("\\end{%s}", env)) }
  return begin_env .. div.content .. end_env
end
