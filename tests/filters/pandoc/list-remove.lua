-- remove while counting down: same
return {{
  Inlines=function(l) for i=#l,1,-1 do if l[i].t=='Str' then l:remove(i) end end return l end,
}}
