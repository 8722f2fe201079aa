-- t is tag, c is content or text: same
function Block(b) return pandoc.CodeBlock(b.t .. b.tag) end
function Str(s) return pandoc.Str(s.text .. s.t) end
function Emph(e) return pandoc.Strong(e.c) end
function Code(c) return pandoc.Str(c.text .. c.tag) end
