-- definitions are lists of lists: same
return {{
  DefinitionList=function(d) for _,it in ipairs(d.content) do it[1]:insert(pandoc.Str '!') it[2][1]:insert(pandoc.Para 'more') end return d end,
}}
