function Str(el)
  return pandoc.Str(el.text .. nothing)
end
