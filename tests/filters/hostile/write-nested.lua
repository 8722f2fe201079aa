-- filter-budget: nested as deep as it goes, written in every format
local block = pandoc.Plain 'a'
for i = 1, 380 do block = pandoc.Div { block } end
local doc = pandoc.Pandoc { block }
while true do
  for _, format in ipairs { 'html', 'docbook', 'json', 'native' } do pcall(pandoc.write, doc, format) end
end
