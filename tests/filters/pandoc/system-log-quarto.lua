-- the harmless part of pandoc.system, pandoc.log and quarto: 3.x
assert(#pandoc.system.get_working_directory() > 0)
assert(require 'pandoc.structure' == pandoc.structure)
local messages, x = pandoc.log.silence(function(a) return a end, 7)
assert(#messages == 0 and x == 7)
assert(not quarto.doc.is_format 'latex')
assert(quarto.utils.resolve_path('x.lua'):match 'pandoc/x.lua$')
assert(pandoc.structure.slide_level{pandoc.Header(1, 'a'), pandoc.Header(2, 'b'), pandoc.Para 'c'} == 2)
