-- filter-budget: four lazy captures and a letter that never comes
local _ = (("a"):rep(3000)):gsub("(.-)(.-)(.-)(.-)b", "")
