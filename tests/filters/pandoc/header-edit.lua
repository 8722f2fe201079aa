-- attributes through the element: same
return {{
  Header=function(h) h.level=h.level+1 h.identifier='new' h.classes={'x'} h.attributes['k']='v' return h end,
}}
