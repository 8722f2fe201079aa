-- filter-budget: tables whose rows are filled up
local t = '<table><tr>' .. ('<td>'):rep(500) .. ('<tr>'):rep(190) .. '</table>'
while true do pcall(pandoc.read, t, 'html') end
