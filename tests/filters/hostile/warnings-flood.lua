-- filter-budget: a warning at each word, a million times
function Str(el)
  for i = 1, 1000000 do gloss.warn(el, "number " .. i) end
end
