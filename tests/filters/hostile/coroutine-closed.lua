-- filter-budget: variables to be closed run when a coroutine is closed
while true do
  local co = coroutine.create(function()
    local _ <close> = setmetatable({}, { __close = function() while true do end end })
    coroutine.yield()
  end)
  coroutine.resume(co)
  coroutine.close(co)
end
