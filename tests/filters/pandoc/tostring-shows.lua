-- tostring is what Haskell shows: same
function Para(p)
  return pandoc.CodeBlock(tostring(p))
end
