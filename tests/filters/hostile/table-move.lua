-- filter-budget: a billiard items moved by one
table.move({}, 1, 1e15, 2)
