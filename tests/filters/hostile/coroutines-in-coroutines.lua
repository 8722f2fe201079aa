-- filter-budget: a coroutine that resumes a coroutine that resumes a coroutine
local function deeper()
  local co = coroutine.create(deeper)
  coroutine.resume(co)
  while true do end
end
deeper()
