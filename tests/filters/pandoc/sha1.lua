-- pandoc.utils.sha1: same
function Str(s)
  return pandoc.Str(pandoc.utils.sha1(s.text))
end
