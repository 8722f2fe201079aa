-- a definition list as headings and text: same
function DefinitionList(list)
  local blocks = pandoc.List {}
  for _, item in ipairs(list.content) do
    local term, definitions = item[1], item[2]
    blocks:insert(pandoc.Header(3, term))
    for _, definition in ipairs(definitions) do blocks:extend(definition) end
  end
  return blocks
end
