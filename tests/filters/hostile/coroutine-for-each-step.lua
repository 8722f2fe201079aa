-- filter-budget: each coroutine begins to count its instructions anew
while true do
  coroutine.wrap(function() for _ = 1, 240 do end end)()
end
