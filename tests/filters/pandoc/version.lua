-- PANDOC_VERSION compares: same
PANDOC_VERSION:must_be_at_least '2.17'
function Str(s)
  return pandoc.Str(tostring(PANDOC_VERSION >= {2, 17}) .. tostring(PANDOC_VERSION < '2.0'))
end
