-- ids as pandoc gives them: 3.x
local id = pandoc.structure.unique_identifier
assert(id "Hello, World! It's 3.5 o_o - x" == "hello-world-its-3.5-o_o---x")
assert(id "3. Été d'Ölung" == "été-dölung" and id "1234" == "section" and id {} == "section")
assert(id { pandoc.Emph "A", pandoc.Note "gone", pandoc.Space(), pandoc.Code "b" } == "a-b")
local used = {}
for _, want in ipairs { "oil", "oil-1", "oil-2" } do
  local got = id("Oil", used)
  assert(got == want, got)
  used[got] = true
end
