-- what begins the items of a list: same
local function begin(item)
  if not item[1] or (item[1].t ~= "Plain" and item[1].t ~= "Para") then return nil end
  local words = pandoc.utils.stringify(item[1])
  goto done
  ::done::
  return words:sub(1, 1)
end
function BulletList(list)
  list.content = list.content:map(function(item)
    local letter = begin(item)
    if letter then item[1].content:insert(1, pandoc.Str("(" .. letter .. ")")) end
    return item
  end)
  return list
end
