-- an empty table empties the metadata: same
return { { Meta = function() return {} end } }
