-- type and pandoc.utils.type: 3.x
assert(type(pandoc.Str 'a') == 'userdata' and type(pandoc.Inlines 'a') == 'table')
assert(pandoc.utils.type(pandoc.Attr()) == 'Attr' and pandoc.utils.type(pandoc.Cell 'x') == 'Cell')
assert(type(pandoc.Caption 'x') == 'userdata' and type(pandoc.TableBody()) == 'userdata')
