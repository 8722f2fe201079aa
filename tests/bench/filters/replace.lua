local Str, upper = pandoc.Str, string.upper

return {{Str = function(el) return Str(upper(el.text)) end}}
