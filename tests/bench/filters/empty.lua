function Str(el) end
