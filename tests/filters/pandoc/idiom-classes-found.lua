-- find classes in the ways that lists have: same
function Div(el)
  local found = {
    el.classes:find "k", select(2, el.classes:find "k"), el.classes:find "none", el.classes:includes "k",
    (el.classes:find_if(function(c) return c:match "^k" end)), #el.classes:filter(function(c) return c ~= "k" end),
  }
  for i = 1, 6 do found[i] = tostring(found[i]) end
  for k, v in pairs(el.attributes) do found[#found + 1] = k .. "=" .. v end
  el.classes, el.attributes = {}, {}
  table.insert(el.content, 1, pandoc.Para(table.concat(found, " ")))
  return el
end
