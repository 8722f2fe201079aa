-- a list of filters runs in order: same
return {
  {Str = function(s) return pandoc.Str(s.text .. '1') end},
  {Str = function(s) return pandoc.Str(s.text .. '2') end},
}
