function Str(el
  return el
end
