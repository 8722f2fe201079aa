-- documents are equal with their metadata, and a clone has its own: same
function Pandoc(doc)
  local function made(k) return pandoc.Pandoc({ pandoc.Para "a" }, { k = k, l = { pandoc.Inlines "x" } }) end
  local a, b = made(true), made(false)
  local copy = a:clone()
  local told = { tostring(a == made(true)), tostring(a == b), tostring(a == copy) }
  copy.meta.k = "other"
  copy.blocks[1].content[1].text = "z"
  told[#told + 1] = tostring(a == copy) .. tostring(a == made(true)) .. tostring(a.meta.k)
  return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(told, " ")) }, doc.meta)
end
