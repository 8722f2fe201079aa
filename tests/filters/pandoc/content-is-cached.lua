-- el.content is the same table each time: same
function Para(p)
  assert(rawequal(p.content, p.content))
  if p.content[1].t == 'Str' then p.content[1].text = 'first' end
  return p
end
