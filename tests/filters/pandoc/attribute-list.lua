-- attributes keep their order: same
function Div(d)
  d.attributes.z = '1'
  d.attributes.a = '2'
  d.attributes.z = '3'
  d.attributes.none = nil
  return d
end
