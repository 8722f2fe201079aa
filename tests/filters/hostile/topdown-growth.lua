-- filter-budget: a paragraph becomes two quoted ones, which are visited in their turn
return { {
  traverse = "topdown",
  Para = function(el) return { pandoc.BlockQuote { el }, pandoc.BlockQuote { el } } end,
} }
