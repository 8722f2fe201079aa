-- filter-budget: the Roman numeral of a billiard
while true do
  pcall(pandoc.utils.to_roman_numeral, 1e15)
  pcall(pandoc.utils.to_roman_numeral, math.mininteger)
end
