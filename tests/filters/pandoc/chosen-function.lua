-- an element's own function comes before that for all, whatever it returns: same
return { {
  Str = function() return nil end,
  Inline = function(i) return pandoc.Code(i.t) end,
  Para = function() return nil end,
  Block = function(b) return pandoc.CodeBlock(b.t) end,
} }
