/*
 * The same filters on Debian's pandoc and on ours give the same document, wherever pandoc 2.17 and
 * 3.x agree. What differs between the two is asserted from pandoc's documentation in
 * filter_pandoc.c.
 */
#include "filter_help.h"

/* One document with most kinds of elements, as Lua makes it. */
static const char document[] =
    "{"
    "pandoc.Header(2,'Head line',{'h'}), "
    "pandoc.Para{'a',pandoc.Space(),pandoc.Emph{'b',pandoc.Space(),pandoc.Strong "
    "'c'},pandoc.SoftBreak(),pandoc.Link('link text','u'),pandoc.Note{pandoc.Para 'note "
    "p'},pandoc.Code('x'),pandoc.Image('','i.png')}, pandoc.BulletList{{pandoc.Plain "
    "'i1'},{pandoc.Para 'i2',pandoc.BulletList{'n'}}}, pandoc.OrderedList{{pandoc.Para 'o'}}, "
    "pandoc.DefinitionList{{'t',{{pandoc.Para 'd'}}}}, pandoc.BlockQuote{pandoc.Para 'q r'}, "
    "pandoc.Div({pandoc.Para 'in div'},{'d',{'k'}}), "
    "pandoc.Div{}, pandoc.LineBlock{'l 1','l 2'}, pandoc.CodeBlock 'code', "
    "pandoc.HorizontalRule(), "
    "pandoc.Para{pandoc.Quoted('DoubleQuote','qu'),pandoc.Math('InlineMath','m'),pandoc.RawInline('"
    "html','<b>'),pandoc.Superscript 's',pandoc.LineBreak()}"
    "}";

/* Each is one filter table. */
static const char *const filters[] = {
    "{Str=function(s) return pandoc.Str(s.text:upper()) end}",
    "{Str=function(s) return {s,s} end}",
    "{Str=function(s) if #s.text>1 then return {} end end}",
    "{Space=function() return pandoc.Str '_' end, SoftBreak=function() return pandoc.Space() end}",
    "{Inline=function(i) return pandoc.Span{i} end}",
    "{Block=function(b) return pandoc.Div{b} end}",
    "{Inlines=function(l) return pandoc.List{'['} .. l .. {']'} end}",
    "{Blocks=function(l) return pandoc.List{pandoc.Para '{'} .. l .. {pandoc.Para '}'} end}",
    "{Emph=function(e) return e.content end, Strong=function(e) return pandoc.SmallCaps(e.content) "
    "end}",
    "{Para=function(p) return pandoc.Plain(p.content) end, Plain=function(p) return "
    "pandoc.Para(p.content) end}",
    "{BulletList=function(b) table.insert(b.content,{pandoc.Plain 'new'}) return b end}",
    "{BulletList=function(b) local o={} for i,item in ipairs(b.content) do o[i]=item end return "
    "pandoc.OrderedList(o,{5,'LowerAlpha','OneParen'}) end}",
    "{DefinitionList=function(d) for _,it in ipairs(d.content) do it[1]:insert(pandoc.Str '!') "
    "it[2][1]:insert(pandoc.Para 'more') end return d end}",
    "{Header=function(h) h.level=h.level+1 h.identifier='new' h.classes={'x'} "
    "h.attributes['k']='v' return h end}",
    "{Link=function(l) l.target='v' l.title='tt' return l end, Image=function(i) i.src='j' "
    "i.caption={pandoc.Str 'cap'} return i end}",
    "{Note=function(n) return pandoc.Str(pandoc.utils.stringify(n.content)) end}",
    "{Div=function(d) return d.content end}",
    "{Div=function(d) d.classes:insert('z') d.attr.attributes.q='1' return d end}",
    "{Code=function(c) c.text=c.text..'!' return c end, CodeBlock=function(c) c.classes={'lua'} "
    "return c end, RawInline=function(r) return pandoc.RawInline('tex',r.text) end, "
    "Math=function(m) m.mathtype='DisplayMath' return m end}",
    "{Quoted=function(q) q.quotetype='SingleQuote' return q end, LineBlock=function(l) "
    "l.content[1]={pandoc.Str 'first'} return l end}",
    "{BlockQuote=function(b) return b:walk{Str=function(s) return pandoc.Str(s.text..'*') end} "
    "end}",
    "{traverse='topdown',Emph=function(e) return pandoc.Strong(e.content),false end, "
    "Str=function(s) return pandoc.Str(s.text..'+') end}",
    "{traverse='topdown',Div=function(d) return nil,false end, BlockQuote=function(b) return "
    "b.content end, Para=function(p) p.content:insert('.') return p end}",
    "{traverse='topdown',Blocks=function(l) return l:filter(function(b) return "
    "b.t~='HorizontalRule' end) end, Inlines=function(l) return l:filter(function(b) return "
    "b.t~='Space' end) end}",
    "{Pandoc=function(d) local r=pandoc.List{} for _,b in ipairs(d.blocks) do if b.t~='CodeBlock' "
    "then r:insert(b) end end return pandoc.Pandoc(r,d.meta) end}",
    "{Pandoc=function(d) d.blocks=d.blocks:map(function(b) return b:walk{Str=function(s) return 'x "
    "y' end} end) return d end}",
    "{Pandoc=function(d) return d:walk{Para=function(p) return pandoc.Plain(p.content) end} end}",
    "{Para=function(p) return {pandoc.Para 'before',p} end, Blocks=function(b) "
    "b:insert(pandoc.HorizontalRule()) return b end}",
    "{Para=function(p) return pandoc.utils.stringify(p) end}",
    "{Str=function(s) return 'two words' end}",
    "{Para=function(p) local n=0 p:walk{Inline=function() n=n+1 end} "
    "p.content={pandoc.Str(tostring(n))} return p end}",
    "{Inlines=function(l) for i=#l,1,-1 do if l[i].t=='Str' then l:remove(i) end end return l end}",
    "{Span=function() end, Cite=function() end, Str=function(s) local c=s:clone() c.text='k' "
    "return pandoc.Span({c,s},{class='p',id='q'}) end}",
    "{Para=function(p) return pandoc.Div(p,{'a',{'b','c'},{k='v'}}) end}",
    "{OrderedList=function(o) o.start=7 o.style='UpperAlpha' o.delimiter='TwoParens' return o end}",
    "{Para=function(p) return pandoc.BulletList(p.content:map(function(x) return {pandoc.Plain(x)} "
    "end)) end}",
    "{BulletList=function(b) return b.content[1] end}",
    "{Superscript=function(s) return pandoc.Subscript(s.content) end, LineBreak=function() return "
    "{} end}",
    "{Header=function(h) return pandoc.Para{pandoc.Strong(h.content)} end}",
    "{Para=function(p) if p.content[1] and p.content[1]==pandoc.Str 'q' then return "
    "pandoc.Para(tostring(p)) end end}",
};

/* A list of three filters: make the document, filter it, show it with `show`. */
static struct str program(struct fixture *f, const char *filter, const char *show)
{
    return str_fmt(f->arena,
                   "return {{Pandoc = function(d) return pandoc.Pandoc(%s, d.meta) end}, %s,\n"
                   "{Pandoc = function(d) local shown = tostring(pandoc.Div(d.blocks)) %s end}}\n",
                   document, filter, show);
}

/* What pandoc makes of it. */
static void ask_pandoc(struct fixture *f, const char *filter, char *answer, size_t room)
{
    char command[256];
    struct str path = str_fmt(f->arena, "%s/oracle.lua", f->root);
    struct str code = program(f, filter, "io.stderr:write(shown)");
    assert_int_equal(file_write(path, code), 0);
    snprintf(command, sizeof command, "echo x | pandoc -t native -L %.*s 2>&1 >/dev/null",
             STR_ARG(path));
    FILE *pipe = popen(command, "r"); /* NOLINT(cert-env33-c): a test may run a program */
    assert_non_null(pipe);
    size_t len = fread(answer, 1, room - 1, pipe);
    answer[len] = '\0';
    assert_int_equal(pclose(pipe), 0);
}

static bool is_same(const char *filter)
{
    static char answer[65536];
    struct fixture f;
    fixture_start(&f, "x");
    ask_pandoc(&f, filter, answer, sizeof answer);
    struct str code = program(&f, filter, "return pandoc.Pandoc{pandoc.Para{pandoc.Str(shown)}}");
    bool ok = fixture_run(&f, str_c(f.arena, code));
    struct str ours = ok ? f.doc.body->first->first->text : STR_NONE;
    bool same = ok && strlen(answer) > 100 && str_is(ours, answer);
    if (!same)
        print_message("%s\n  pandoc %s\n  gloss  %.*s\n%s\n", filter, answer, STR_ARG(ours),
                      f.messages);
    fixture_end(&f);
    return same;
}

static void test_same_as_pandoc(void **state)
{
    (void)state;
    if (system("command -v pandoc >/dev/null") != 0) /* NOLINT(cert-env33-c) */
        skip();
    size_t different = 0;
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++)
        different += !is_same(filters[i]);
    assert_int_equal(different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_as_pandoc)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
