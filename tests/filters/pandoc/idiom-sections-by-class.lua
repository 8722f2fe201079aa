-- take the blocks between one heading and the next: same
local collected, inside = pandoc.Blocks {}, false
function Blocks(blocks)
  if not blocks[1] or blocks[1].t ~= "Header" then return nil end
  local rest = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if block.t == "HorizontalRule" then
      inside = true
    elseif inside then
      collected:insert(block)
    else
      rest:insert(block)
    end
  end
  rest:insert(pandoc.BlockQuote(collected))
  return rest
end
