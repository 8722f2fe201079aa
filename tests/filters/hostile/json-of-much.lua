-- filter-budget: a text of millions of JSON arrays, which take more memory than is written.
pandoc.json.decode("[" .. ("[{}],"):rep(3000000) .. "[]]")
