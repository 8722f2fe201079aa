-- a link is its text: same
return { { Link = function(l) return l.content end, Image = function(i) return i.caption end } }
