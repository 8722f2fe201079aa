function Str(el)
  if el.text == "no such word" then
    return {}
  end
end
