function Para(el)
  return {}
end
