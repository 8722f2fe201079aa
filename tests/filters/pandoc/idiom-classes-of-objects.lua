-- objects with metatables, closures and varargs: same
local Counter = {}
Counter.__index = Counter
function Counter.new(...)
  return setmetatable({ n = 0, names = { ... } }, Counter)
end
function Counter:next()
  self.n = self.n + 1
  return (self.names[1] or "?") .. "-" .. string.format("%03d", self.n)
end
Counter.__call = function(self) return self:next() end
local counter = Counter.new("id", "x")
local make = function(f) return function(el) return f(el, counter()) end end
Span = make(function(el, id) el.identifier = id return el end)
Link = make(function(el, id) el.attr = pandoc.Attr(id, el.classes, el.attributes) return el end)
