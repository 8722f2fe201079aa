-- pandoc.SimpleTable: same
function HorizontalRule()
  return pandoc.utils.from_simple_table(pandoc.SimpleTable({pandoc.Str 'cap'}, {'AlignLeft', 'AlignDefault'}, {0, 0.5},
    {{pandoc.Plain 'h'}, {}}, {{{pandoc.Plain 'a'}, {pandoc.Para 'b'}}}))
end
