-- {{name}} is what the metadata say: same
local vars = {}
function get_vars(meta)
  for k, v in pairs(meta) do
    if pandoc.utils.type(v) == "Inlines" then vars["{{" .. k .. "}}"] = { table.unpack(v) } end
  end
  vars["i1"] = { pandoc.Emph "one" }
end
function replace(el)
  if vars[el.text] then return pandoc.Span(vars[el.text]) else return el end
end
return { { Meta = get_vars }, { Str = replace } }
