-- start style delimiter through the element: same
return {{
  OrderedList=function(o) o.start=7 o.style='UpperAlpha' o.delimiter='TwoParens' return o end,
}}
