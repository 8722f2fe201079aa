-- letters above and below the line: 3.x
local sub, sup = pandoc.text.subscript, pandoc.text.superscript
assert(sub "H" == nil and sub "1+2=3" == "₁₊₂₌₃" and sub "(0) 9-8" == "₍₀₎ ₉₋₈" and sub "" == "")
assert(sup "0123456789" == "⁰¹²³⁴⁵⁶⁷⁸⁹" and sup "+-=()" == "⁺⁻⁼⁽⁾" and sup "\u{2212}1" == "⁻¹" and sup "x2" == nil)
