-- filter-budget: numbers with a width of ninety-nine, and widths that do not exist
while true do
  pcall(string.format, "%999999d", 1)
  local _ = ("%99.99f"):rep(20):format(1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308,
    1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308)
end
