-- a table that Meta returns is all of the metadata: same
return { { Meta = function() return { title = { pandoc.Str 'only' } } end } }
