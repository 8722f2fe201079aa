/* The pandoc API as filters meet it: walking, results, values, and what an error says. */
#include "filter_help.h"

/* Each expression must be shown by tostring as the text beside it. */
struct sample {
    const char *expression, *shown;
};

static void expect_values(const struct sample *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fixture f;
        fixture_start(&f, "a");
        char code[2048];
        snprintf(code, sizeof code,
                 "function Pandoc(doc) local ok, v = pcall(function() %s%s end)\n"
                 "return pandoc.Pandoc(pandoc.Para{pandoc.Str(tostring(v))}) end",
                 strncmp(values[i].expression, "local", 5) == 0 ? "" : "return ",
                 values[i].expression);
        bool ok = fixture_run(&f, code);
        const struct node *str = ok ? f.doc.body->first->first : NULL;
        if (str == NULL || !str_is(str->text, values[i].shown))
            print_message("%s\n  gives  %.*s\n  wanted %s\n%s\n", values[i].expression,
                          STR_ARG(str != NULL ? str->text : STR_NONE), values[i].shown, f.messages);
        assert_true(ok);
        assert_true(str_is(str->text, values[i].shown));
        fixture_end(&f);
    }
}

#define EXPECT_VALUES(values) expect_values(values, sizeof(values) / sizeof(values)[0])

static void test_constructors(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"pandoc.Div{pandoc.Str 'a', pandoc.Str 'b'}",
         "Div (\"\",[],[]) [Plain [Str \"a\"],Plain [Str \"b\"]]"},
        {"pandoc.Div{'a b', 'c'}",
         "Div (\"\",[],[]) [Plain [Str \"a\",Space,Str \"b\"],Plain [Str \"c\"]]"},
        {"pandoc.Div 'a b'", "Div (\"\",[],[]) [Plain [Str \"a\",Space,Str \"b\"]]"},
        {"pandoc.Para 'a b\\nc'", "Para [Str \"a\",Space,Str \"b\",SoftBreak,Str \"c\"]"},
        {"pandoc.Para{'a b', 'c'}", "Para [Str \"a b\",Str \"c\"]"},
        {"pandoc.Link('a', 'b', 'c', {id='x', class='a b', k='v'})",
         "Link (\"x\",[\"a\",\"b\"],[(\"k\",\"v\")]) [Str \"a\"] (\"b\",\"c\")"},
        {"pandoc.Code('a', 'x')", "Code (\"x\",[],[]) \"a\""},
        {"pandoc.Header('2', 'a', {'id', {'c'}, {k='v'}})",
         "Header 2 (\"id\",[\"c\"],[(\"k\",\"v\")]) [Str \"a\"]"},
        {"pandoc.BulletList{'a', 'b'}", "BulletList [[Plain [Str \"a\"]],[Plain [Str \"b\"]]]"},
        {"pandoc.BulletList{{pandoc.Para 'x', pandoc.Para 'y'}, {'b'}}",
         "BulletList [[Para [Str \"x\"],Para [Str \"y\"]],[Plain [Str \"b\"]]]"},
        {"pandoc.OrderedList({{pandoc.Plain 'x'}}, {3, 'UpperRoman', 'Period'})",
         "OrderedList (3,UpperRoman,Period) [[Plain [Str \"x\"]]]"},
        {"pandoc.DefinitionList{{'term', {{pandoc.Para 'x'}}}, {'t2', 'def'}}",
         "DefinitionList [([Str \"term\"],[[Para [Str \"x\"]]]),([Str \"t2\"],[[Plain [Str "
         "\"def\"]]])]"},
        {"pandoc.LineBlock{'a b', {pandoc.Str 'c'}}",
         "LineBlock [[Str \"a\",Space,Str \"b\"],[Str \"c\"]]"},
        {"pandoc.Quoted('SingleQuote', 'x')", "Quoted SingleQuote [Str \"x\"]"},
        {"pandoc.Math('InlineMath', 'x')", "Math InlineMath \"x\""},
        {"pandoc.Note 'x'", "Note [Plain [Str \"x\"]]"},
        {"pandoc.RawBlock('html', '<x>')", "RawBlock (Format \"html\") \"<x>\""},
        {"pandoc.CodeBlock('a\"\\n\\té1')", "CodeBlock (\"\",[],[]) \"a\\\"\\n\\t\\233\\&1\""},
        {"pandoc.Image('cap', 'src', 'title')",
         "Image (\"\",[],[]) [Str \"cap\"] (\"src\",\"title\")"},
        {"pandoc.Attr('a', {'b'}, {x='y'})", "(\"a\",[\"b\"],[(\"x\",\"y\")])"},
        {"pandoc.Inlines 'a b'", "[Str \"a\",Space,Str \"b\"]"},
        {"pandoc.Blocks{}", "[]"},
        {"pandoc.List{1, 2}", "List {1, 2}"},
        {"pandoc.Space()", "Space"},
        {"pandoc.HorizontalRule()", "HorizontalRule"},
        {"pandoc.Figure({pandoc.Para 'x'}, {'cap'})",
         "Figure (\"\",[],[]) (Caption Nothing [Plain [Str \"cap\"]]) [Para [Str \"x\"]]"},
    };
    EXPECT_VALUES(values);
}

static void test_tables(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"local function cell(t) return pandoc.Cell(pandoc.Plain(t)) end "
         "local t = pandoc.Table({long = {pandoc.Plain 'cap'}}, {{'AlignLeft'}}, "
         "pandoc.TableHead{pandoc.Row{cell 'h'}}, {{body = {pandoc.Row{cell 'b'}}}}, "
         "pandoc.TableFoot()) "
         "local n = 0 t = t:walk{Str = function(s) n = n + 1 return pandoc.Str(s.text .. n) end} "
         "return pandoc.utils.stringify(t) .. #t.bodies .. #t.bodies[1].body .. t.colspecs[1][1] "
         ".. pandoc.utils.stringify(t.caption.long) .. t.head.rows[1].cells[1].alignment",
         "cap1h2b311AlignLeftcap1AlignDefault"},
        {"local t = pandoc.Table({long = {}}, {}, pandoc.TableHead(), "
         "{pandoc.TableBody{pandoc.Row{pandoc.Cell "
         "'x'}}}, pandoc.TableFoot()) "
         "t.bodies[1].body[1].cells[1].contents = {pandoc.Para 'y'} return t",
         "Table (\"\",[],[]) (Caption Nothing []) [] (TableHead (\"\",[],[]) []) [TableBody "
         "(\"\",[],[]) "
         "(RowHeadColumns 0) [] [Row (\"\",[],[]) [Cell (\"\",[],[]) AlignDefault (RowSpan 1) "
         "(ColSpan 1) "
         "[Para [Str \"y\"]]]]] (TableFoot (\"\",[],[]) [])"},
    };
    EXPECT_VALUES(values);
}

static void test_citations(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"pandoc.Cite('x', {pandoc.Citation('k', 'NormalCitation', 'see', {}, 2)})",
         "Cite [Citation {citationId = \"k\", citationPrefix = [Str \"see\"], citationSuffix = [], "
         "citationMode = NormalCitation, citationNoteNum = 2, citationHash = 0}] [Str \"x\"]"},
        {"local c = pandoc.Citation('k', pandoc.AuthorInText) c.suffix = 'p 5' local d = c:clone() "
         "return tostring(c == d) .. c.mode .. d.suffix[3].text .. c.note_num .. type(c)",
         "trueAuthorInText50userdata"},
        {"local c = pandoc.Cite('x', {pandoc.Citation('k', 'NormalCitation')}) "
         "c.citations[1].prefix = {'see'} local n = 0 "
         "c:walk{Str = function(s) n = n + 1 end, Inlines = function(l) n = n + 10 end} "
         "return n .. c.citations[1].prefix[1]",
         "32see"},
        {"local ok, e = pcall(pandoc.Citation, 'k', 'Bad') return e:match('Citation.*')",
         "CitationMode expected, got \"Bad\""},
        {"local ok, e = pcall(pandoc.Cite, 'x', {'k'}) return e:match('Citation.*')",
         "Citation expected, got string"},
        {"local a = pandoc.ListAttributes(3, 'UpperRoman') return a.start .. a.style .. "
         "a.delimiter "
         ".. type(a) .. tostring(a == pandoc.ListAttributes(3, 'UpperRoman', 'DefaultDelim'))",
         "3UpperRomanDefaultDelimuserdatatrue"},
    };
    EXPECT_VALUES(values);
}

static void test_captions_and_bodies(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"local f = pandoc.Figure('x', {short = 'a b', long = {'c'}}) "
         "return type(f.caption) .. #f.caption.short .. tostring(f)",
         "userdata3Figure (\"\",[],[]) (Caption (Just [Str \"a\",Space,Str \"b\"]) [Plain [Str "
         "\"c\"]]) [Plain [Str \"x\"]]"},
        {"local f = pandoc.Figure('x', {short = 'a', long = {'c'}}) f.caption.short = nil "
         "f.caption.long:insert(pandoc.Para 'd') return f",
         "Figure (\"\",[],[]) (Caption Nothing [Plain [Str \"c\"],Para [Str \"d\"]]) [Plain [Str "
         "\"x\"]]"},
        {"pandoc.Figure('x', pandoc.Caption('c', 's')).caption == pandoc.Caption('c', 's')",
         "true"},
        {"local b = pandoc.TableBody({pandoc.Row{}}, {pandoc.Row{}, pandoc.Row{}}, 1) "
         "b.body[2] = pandoc.Row{pandoc.Cell 'x'} b = b:clone() "
         "return #b.head .. #b.body .. b.row_head_columns .. #b.body[2].cells",
         "2211"},
        {"local t = pandoc.SimpleTable('cap', {'AlignLeft'}, {0}, {{pandoc.Plain 'h'}}, "
         "{{{pandoc.Plain 'b'}}, {'c'}}) t = pandoc.utils.from_simple_table(t) "
         "local s = pandoc.utils.to_simple_table(t) s.rows[2][1] = {pandoc.Para 'z'} "
         "return #s.rows .. #s.headers .. s.aligns[1] .. pandoc.utils.stringify(s.caption) .. "
         "tostring(pandoc.utils.from_simple_table(s).bodies[1].body[2].cells[1].contents)",
         "21AlignLeftcap[Para [Str \"z\"]]"},
        {"local ok, e = pcall(pandoc.utils.to_simple_table, pandoc.Para 'x') return "
         "e:match('Exp.*')",
         "Expected Table, got Para."},
        {"pandoc.utils.type(pandoc.MetaInlines 'a b') .. #pandoc.MetaBlocks 'a' .. "
         "pandoc.utils.type(pandoc.MetaList{1}) .. pandoc.utils.type(pandoc.Meta{})",
         "Inlines1ListMeta"},
    };
    EXPECT_VALUES(values);
}

static void test_bad_values(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"local ok, e = pcall(pandoc.Para, {pandoc.Para 'x'}) return e:match('Inline.*')",
         "Inline, list of Inlines, or string expected, got Block"},
        {"local ok, e = pcall(pandoc.Para, 5) return e:match('Inline.*')",
         "Inline, list of Inlines, or string expected, got number"},
        {"local ok, e = pcall(pandoc.Str) return e:match('string.*')", "string expected, got nil"},
        {"local p = pandoc.Para 'x' p.t = 'y'", "filters/t.lua:1: 'tag' is a read-only property."},
        {"local p = pandoc.Para 'x' p.foo = 'y'", "filters/t.lua:1: Cannot set unknown property."},
        {"local p = pandoc.Para 'x' p.content = 5 return 'silent'", "silent"},
        {"local p = pandoc.Para 'x' p.text = 'y' return pandoc.Div{p}",
         "filters/t.lua:1: Trying to set unavailable property text."},
        {"pandoc.Para 'x'.text", "nil"},
        {"local ok, e = pcall(pandoc.read, 'x') return e:match('there.*')",
         "there are no readers and writers here"},
    };
    EXPECT_VALUES(values);
}

static void test_value_semantics(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"pandoc.Str 'a' == pandoc.Str 'a'", "true"},
        {"pandoc.Str 'a' == pandoc.Str 'b'", "false"},
        {"pandoc.Str 'a' == 'a'", "false"},
        {"local p = pandoc.Para 'a b' p.content[1].text = 'x' return p",
         "Para [Str \"x\",Space,Str \"b\"]"},
        {"local p = pandoc.Para 'a' return p.content == p.content and rawequal(p.content, "
         "p.content)",
         "true"},
        {"local p = pandoc.Para 'a' p.content:insert(pandoc.Str 'b') return p",
         "Para [Str \"a\",Str \"b\"]"},
        {"local p = pandoc.Para 'a' table.insert(p.content, 1, pandoc.Str 'b') return p",
         "Para [Str \"b\",Str \"a\"]"},
        {"local e = pandoc.Str 'a' local s = pandoc.Span{e} e.text = 'b' return s",
         "Span (\"\",[],[]) [Str \"a\"]"},
        {"local d = pandoc.Div('x', {'i', {'c'}}) d.classes:insert 'k' d.attributes.a = 'v' "
         "d.identifier = 'j' return d.attr",
         "(\"j\",[\"c\",\"k\"],[(\"a\",\"v\")])"},
        {"local d = pandoc.Div('x', {'i', {'c'}}) d.attr.identifier = 'j' return d",
         "Div (\"j\",[\"c\"],[]) [Plain [Str \"x\"]]"},
        {"local a = pandoc.Para 'x' local b = a:clone() b.content[1].text = 'y' return a",
         "Para [Str \"x\"]"},
        {"local l = pandoc.OrderedList{'a'} l.start = 4 return l",
         "OrderedList (4,DefaultStyle,DefaultDelim) [[Plain [Str \"a\"]]]"},
        {"pandoc.Para 'x'.t .. pandoc.Para 'x'.tag .. pandoc.Str 'y'.c", "ParaParay"},
        {"pandoc.utils.type(pandoc.Inlines 'a') .. pandoc.utils.type(pandoc.Blocks 'a') .. "
         "pandoc.utils.type(pandoc.List{}) .. pandoc.utils.type(pandoc.Attr()) .. "
         "pandoc.utils.type(pandoc.Str '') .. pandoc.utils.type(pandoc.Para '') .. "
         "pandoc.utils.type({}) .. pandoc.utils.type(pandoc.Attr().attributes) .. "
         "pandoc.utils.type(pandoc.Pandoc{})",
         "InlinesBlocksListAttrInlineBlocktableAttributeListPandoc"},
        {"type(pandoc.Str 'a') .. type(pandoc.Inlines{}) .. type(pandoc.Attr())",
         "userdatatableuserdata"},
        {"local t = {} for k in pairs(pandoc.Str 'x') do t[#t + 1] = k end return table.concat(t, "
         "' ')",
         "tag text clone walk"},
    };
    EXPECT_VALUES(values);
}

static void test_lists_and_attributes(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"pandoc.List{1, 2, 3}:map(function(x, i) return x * i end)", "List {1, 4, 9}"},
        {"pandoc.List{1, 2, 3}:filter(function(x) return x > 1 end)", "List {2, 3}"},
        {"pandoc.List{1, 2, 3}:includes(2)", "true"},
        {"pandoc.List.includes({1, 2}, 3)", "false"},
        {"local v, i = pandoc.List{4, 5}:find(5) return v .. ',' .. i", "5,2"},
        {"local v, i = pandoc.List{4, 5}:find_if(function(x) return x > 4 end) return v .. ',' .. "
         "i",
         "5,2"},
        {"pandoc.List{1}:extend{2, 3}", "List {1, 2, 3}"},
        {"pandoc.List{1, 2}:at(-1)", "2"},
        {"pandoc.List{1} .. {2}", "List {1, 2}"},
        {"pandoc.utils.type(pandoc.Inlines 'a' .. {pandoc.Str 'x'})", "Inlines"},
        {"local l = pandoc.List{3, 1, 2} l:sort() return l", "List {1, 2, 3}"},
        {"local l = pandoc.List{1, 2} l:remove(1) l:insert(9) return l", "List {2, 9}"},
        {"local s = 0 for x in pandoc.List{1, 2}:iter() do s = s + x end return s", "3"},
        {"pandoc.List{1, 2} == pandoc.List{1, 2}", "true"},
        {"pandoc.List{1, 2} == pandoc.List{1, 3}", "false"},
        {"pandoc.utils.stringify(pandoc.Inlines 'a b'):len()", "3"},
        {"local a = pandoc.Attr('', {}, {{'b', '1'}, {'a', '2'}}).attributes a.b = '3' a.c = '4' "
         "a.a = nil "
         "local t = {} for k, v in pairs(a) do t[#t + 1] = k .. v end return table.concat(t, ' ') "
         ".. #a",
         "b3 c42"},
        {"pandoc.Attr('', {}, {{'b', '1'}}).attributes[1][2]", "1"},
        {"pandoc.Attr('', {}, {b = '1'}).attributes.x", "nil"},
    };
    EXPECT_VALUES(values);
}

static void test_utils(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"pandoc.utils.stringify(pandoc.Para{pandoc.Emph 'a', pandoc.Space(), pandoc.Note 'n', "
         "pandoc.Code 'c'})",
         "a c"},
        {"pandoc.utils.stringify(pandoc.Quoted('DoubleQuote', 'a'))", "“a”"},
        {"pandoc.utils.stringify{title = pandoc.Inlines 'a b', x = 'c'}", "a bc"},
        {"pandoc.utils.blocks_to_inlines{pandoc.Para 'a', pandoc.Para 'b'}",
         "[Str \"a\",LineBreak,Str \"b\"]"},
        {"pandoc.utils.to_roman_numeral(1994)", "MCMXCIV"},
        {"pandoc.utils.equals({}, {})", "false"},
        {"pandoc.text.upper 'straße é'", "STRASSE É"},
        {"pandoc.text.sub('añb', 2, 2) .. pandoc.text.len 'añb' .. pandoc.text.reverse 'añb'",
         "ñ3bña"},
        {"tostring(PANDOC_VERSION) .. ' ' .. tostring(PANDOC_API_VERSION) .. ' ' .. FORMAT",
         "3.6 1.23.1 html"},
        {"PANDOC_VERSION >= '2.17' and PANDOC_VERSION > {3, 5} and not (PANDOC_VERSION < '3.6')",
         "true"},
        {"PANDOC_VERSION:must_be_at_least '4'",
         "filters/t.lua:1: expected version 4 or newer, got 3.6"},
        {"PANDOC_SCRIPT_FILE", "filters/t.lua"},
        {"require 'pandoc' == pandoc and require 'pandoc.utils' == pandoc.utils", "true"},
    };
    EXPECT_VALUES(values);
}

static void test_paths_and_hashes(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"pandoc.path.directory 'a/b.c' .. pandoc.path.directory 'b' .. pandoc.path.directory '/b'",
         "a./"},
        {"pandoc.path.filename 'a/b.c' .. pandoc.path.filename 'b'", "b.cb"},
        {"pandoc.path.join{'a', 'b', 'c.d'} .. pandoc.path.join{'a', '/b'}", "a/b/c.d/b"},
        {"pandoc.path.normalize './a//b/./c' .. pandoc.path.normalize '/'", "a/b/c/"},
        {"table.concat(pandoc.path.split '/a/b', ' ')", "/ a b"},
        {"table.concat({pandoc.path.split_extension 'a.b/c.tar.gz'}, '|')", "a.b/c.tar|.gz"},
        {"table.concat({pandoc.path.split_extension 'a.b/c'}, '|')", "a.b/c|"},
        {"pandoc.path.make_relative('a/b/c', 'a') .. pandoc.path.make_relative('ab', 'a')",
         "b/cab"},
        {"tostring(pandoc.path.is_absolute '/a') .. tostring(pandoc.path.is_relative '/a')",
         "truefalse"},
        {"pandoc.utils.sha1 'abc'", "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"pandoc.sha1 ''", "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {"pandoc.utils.sha1(('a'):rep(119))", "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56"},
    };
    EXPECT_VALUES(values);
}

static void test_patterns(void **state)
{
    (void)state;
    static const struct sample values[] = {
        {"('hello world'):find('o w')", "5"},
        {"('hello'):match('^(h)(.-)o$')", "h"},
        {"(('hello world'):gsub('%w+', '<%0>'))", "<hello> <world>"},
        {"(('abc'):gsub('', '-'))", "-a-b-c-"},
        {"(('hello'):gsub('l', {l = 'L'}))", "heLLo"},
        {"(('hello'):gsub('(l)(l)', function(a, b) return a:upper() .. b end))", "heLlo"},
        {"(('$name is $age'):gsub('%$(%w+)', {name = 'x'}))", "x is $age"},
        {"(('THE (quick) fox'):find('%((%a+)%)'))", "5"},
        {"('THE (quick) fox'):match('%b()')", "(quick)"},
        {"(('THE (quick) fox'):gsub('%f[%a]%a+', string.lower))", "the (quick) fox"},
        {"('key = value'):match('^(%w+)%s*=%s*(%w+)$')", "key"},
        {"('x'):rep(3, ',')", "x,x,x"},
        {"local t = {} for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do t[#t + 1] = k .. v end "
         "return "
         "table.concat(t, ';')",
         "a1;b2"},
        {"('  x '):match('^%s*(.-)%s*$') .. '|'", "x|"},
        {"('[]]'):find('[]]')", "2"},
        {"('a-b'):match('[a%-]+')", "a-"},
        {"('aXb'):match('()X()')", "2"},
        {"('abcabc'):match('(abc)%1')", "abc"},
        {"pcall(string.find, 'a', '[a')", "false"},
        {"('x^2'):find('^', 1, true)", "2"},
        {"('é'):len() .. utf8.len('é')", "21"},
    };
    EXPECT_VALUES(values);
}

static void test_results(void **state)
{
    (void)state;
    expect_filtered("a b", "function Str(s) if s.text == 'a' then return {} end end", "Para( b)");
    expect_filtered("a b", "function Str(s) return pandoc.Emph(s) end", "Para(Emph(a) Emph(b))");
    expect_filtered("a b", "function Str(s) return {s, pandoc.Str '!'} end", "Para(a! b!)");
    expect_filtered("a", "function Str(s) return 'x y' end", "Para(x y)");
    expect_filtered("a", "function Str(s) s.text = 'z' end", "Para(a)");
    expect_filtered("a", "function Str(s) s.text = 'z' return s end", "Para(z)");
    expect_filtered("a\n\nb", "function Para(p) return {} end", "");
    expect_filtered("a", "function Para(p) return 'x y' end", "Plain(x y)");
    expect_filtered(
        "a", "function Para(p) return {p, pandoc.Str 'x', {pandoc.Str 'y', pandoc.Str 'z'}} end",
        "Para(a)\nPlain(x)\nPlain(yz)");
    expect_filtered("a b", "function Inlines(l) l:insert(pandoc.Str '.') return l end",
                    "Para(a b.)");
    expect_filtered("a b", "function Inlines(l) l:insert(pandoc.Str '.') end", "Para(a b)");
    expect_filtered("a\n\nb", "function Blocks(l) l[1], l[2] = l[2], l[1] return l end",
                    "Para(b)\nPara(a)");
    expect_filtered("a", "function Pandoc(d) d.blocks:insert(pandoc.Para 'x') return d end",
                    "Para(a)\nPara(x)");
    expect_filtered("a", "function Pandoc(d) d.blocks:insert(pandoc.Para 'x') end", "Para(a)");
    expect_filtered("a", "return {}", "Para(a)");
}

static void test_bad_results(void **state)
{
    (void)state;
    expect_failed(
        "one two", "\nfunction Str(s)\n  if s.text == 'two' then return pandoc.Para 'x' end\nend",
        "essay.md:1:5: error[filter-bad-node]", "the function Str returned", "filters/t.lua:2:1");
    expect_failed("a", "function Str() return false end", "[filter-bad-node]",
                  "Inline, list of Inlines, or string expected, got boolean", "t.lua");
    expect_failed("a", "function Para() return 5 end", "[filter-bad-node]", "got number",
                  "essay.md:1:1");
    expect_failed("a", "function Pandoc() return pandoc.Para 'x' end", "[filter-bad-node]",
                  "Pandoc expected", "t.lua");
}

static void test_order(void **state)
{
    (void)state;
    const char *log = "local log = {}\n"
                      "local function add(x) log[#log + 1] = x end\n"
                      "return {{%s\n"
                      "  Str = function(s) add('s' .. s.text) end,\n"
                      "  Emph = function() add 'E' end,\n"
                      "  Inlines = function(l) add('i' .. #l) end,\n"
                      "  Para = function() add 'P' end,\n"
                      "  Blocks = function(l) add('b' .. #l) end,\n"
                      "  Meta = function() add 'M' end,\n"
                      "  Pandoc = function() add 'D' end},\n"
                      "  {Pandoc = function() return "
                      "pandoc.Pandoc(pandoc.Para{pandoc.Str(table.concat(log, ' '))}) "
                      "end}}";
    char code[2048];
    snprintf(code, sizeof code, log, "");
    expect_filtered("a *b*", code, "Para(sen sAn sessay sa sb E i1 i3 i1 i3 P b1 M D)");
    snprintf(code, sizeof code, log, "traverse = 'topdown',");
    expect_filtered("a *b*", code, "Para(D M i1 sen i3 sAn sessay b1 P i3 sa E i1 sb)");
}

static void test_topdown_stops(void **state)
{
    (void)state;
    expect_filtered("a *b*",
                    "return {{traverse = 'topdown', Emph = function(e) return nil, false end,\n"
                    "  Str = function(s) return pandoc.Str(s.text .. '!') end}}",
                    "Para(a! Emph(b))");
    /* What comes back is not visited again, but what is in it is. */
    expect_filtered(
        "a *b*",
        "return {{traverse = 'topdown', Emph = function(e) return pandoc.Strong(e.content) end,\n"
        "  Strong = function() return {} end,\n"
        "  Str = function(s) return pandoc.Str(s.text .. '!') end}}",
        "Para(a! Strong(b!))");
}

static void test_choice(void **state)
{
    (void)state;
    expect_filtered("a `c`", "return {{Inline = function() return 'i' end, Code = function() end}}",
                    "Para(iiCode=c)");
    expect_filtered("a", "Str = 5 Inline = function() return 'x' end", "Para(x)");
}

static void test_walk_method(void **state)
{
    (void)state;
    expect_filtered(
        "a *b*",
        "function Para(p) return p:walk{Str = function(s) return pandoc.Str(s.text:upper()) end,\n"
        "  Para = function() return {} end} end",
        "Para(A Emph(B))");
    expect_filtered("a",
                    "function Para(p) return pandoc.Para(p.content:walk{Inlines = function(l) "
                    "return {'x', l[1]} end}) end",
                    "Para(xa)");
    expect_filtered(
        "a", "function Para(p) return pandoc.walk_block(p, {Str = function() return 'q' end}) end",
        "Para(q)");
}

/* An element that was kept is as it was, whatever later passes do to the document. */
static void test_kept_elements(void **state)
{
    (void)state;
    expect_filtered(
        "a *b*",
        "local kept\n"
        "return {{Para = function(p) kept = p end},\n"
        "  {Str = function() return 'x' end},\n"
        "  {Pandoc = function(d) d.blocks:insert(kept) d.blocks:insert(kept) return d end}}",
        "Para(x Emph(x))\nPara(a Emph(b))\nPara(a Emph(b))");
}

static void test_spans(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f, "one two three");
    assert_true(fixture_run(
        &f,
        "function Str(s) if s.text == 'two' then return pandoc.Emph{pandoc.Str 'x'} end end\n"
        "function Inlines(l) l:insert(pandoc.Str 'end') return l end"));
    const struct node *emph = f.doc.body->first->first->next->next;
    assert_int_equal(emph->kind, NODE_EMPH);
    assert_true(str_is(span_text(emph->span), "two"));
    assert_true(str_is(span_text(emph->first->span), "two"));
    assert_true(str_is(span_text(f.doc.body->first->last->span), "three"));
    fixture_end(&f);
    expect_filtered("one two",
                    "function Str(s) return s.pos.line .. ':' .. s.pos.column .. s.pos.file end",
                    "Para(1:1essay.md 1:5essay.md)");
}

static void test_errors(void **state)
{
    (void)state;
    expect_failed("one two\n\nthree",
                  "function Str(s)\n  if s.text == 'three' then error('no threes') end\nend",
                  "essay.md:3:1: error[filter-error]", "no threes", "filters/t.lua:2:");
    expect_failed("a", "function Str(s)\n  local x = nil\n  return x.y\nend", "essay.md:1:1",
                  "attempt to index a nil value", "filters/t.lua:3:");
    expect_failed("a b", "function Str(s) if s.text == 'b' then gloss.error(s, 'not b') end end",
                  "essay.md:1:3: error[filter-error]", "not b", "t.lua");
    expect_failed("a", "function Str(s\n  return s\nend", "filters/t.lua:2:", "[filter-error]",
                  "expected");
    expect_failed("a", "return 5", "[filter-error]", "table", "t.lua");
}

static void test_warnings(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f, "a b");
    assert_true(fixture_run(
        &f,
        "function Str(s) if s.text == 'b' then print('see', s.text) end end\n"
        "function Para(p) gloss.warn(p, 'careful') end\n"
        "function Pandoc(d) io.stderr:write('done\\n') d.meta.title = 'x' return d end"));
    assert_non_null(
        strstr(f.messages, "essay.md:1:3: warning[filter-warning]: filter \"t\": see b"));
    assert_non_null(strstr(f.messages, "careful"));
    assert_non_null(strstr(f.messages, "done"));
    assert_true(str_is(f.page.meta.title, "An essay"));
    assert_true(str_is(doc_front(&f.doc)->title, "x"));
    fixture_end(&f);
}

static void test_meta(void **state)
{
    (void)state;
    expect_filtered(
        "a",
        "function Pandoc(d) return pandoc.Pandoc{pandoc.Para(d.meta.title),\n"
        "  pandoc.Para(gloss.page.slug .. gloss.page.title .. pandoc.utils.type(d.meta))} end",
        "Para(An essay)\nPara(essayAn essayMeta)");
}

static void test_notes(void **state)
{
    (void)state;
    expect_filtered(
        "{a}^ b",
        "function Pandoc(d) d.blocks = d.blocks:map(function(b) return b:clone() end) return d end",
        "Para(Span.passage(a)Span.note(Note(Para(a note on radar))) b)");
    expect_filtered("{a}^", "function Str(s) return pandoc.Str(s.text:upper()) end",
                    "Para(Span.passage(A)Span.note(Note(Para(A NOTE ON RADAR))))");
    expect_failed("{a}^ b", "function Note() return {} end\nfunction Span(s) return s.content end",
                  "[note-lost-in-filter]", "the text of note \"n1\"", "filters/t.lua");
    expect_failed("{a}^ b",
                  "function Span(s) if s.classes[1] == 'passage' then return s.content end end",
                  "[note-lost-in-filter]", "the passage of note \"n1\"", "t.lua");
}

/* A footnote's label is not to be seen by filters, but stays with a note that they change. */
static void test_labels(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f, "a");
    struct node *note = node_new(f.arena, NODE_NOTE, SPAN_NONE);
    note->label = STR("why");
    node_append(f.doc.body->first, note);
    node_append(note, node_new(f.arena, NODE_PARA, SPAN_NONE));
    assert_true(fixture_run(&f, "function Note(n) n.content = {pandoc.Para 'x'} return n end"));
    assert_true(str_is(f.doc.body->first->last->label, "why"));
    expect_tree(&f, "Para(aNote(Para(x)))");
    fixture_end(&f);
}

/* Run with the option `key` of gloss.yaml set to the number 4. */
static bool run_with_option(struct fixture *f, const char *key, const char *code)
{
    struct str *keys = ARENA_ARRAY(f->arena, 1, struct str);
    struct value *items = ARENA_ARRAY(f->arena, 1, struct value);
    struct value *map = ARENA_NEW(f->arena, struct value);
    keys[0] = str_from(key);
    items[0] = (struct value){.kind = VALUE_INTEGER, .integer = 4};
    *map = (struct value){.kind = VALUE_MAP, .keys = keys, .items = items, .count = 1};
    f->order.options = map;
    return fixture_run(f, code);
}

static void test_options(void **state)
{
    (void)state;
    struct fixture f;
    const char *code = "local options = gloss.declare{min = 3, tag = 'x'}\n"
                       "function Str() return options.min .. gloss.options.tag end";
    fixture_start(&f, "a");
    assert_true(fixture_run(&f, code));
    expect_tree(&f, "Para(3x)");
    fixture_end(&f);
    fixture_start(&f, "a");
    assert_true(run_with_option(&f, "min", code));
    expect_tree(&f, "Para(4x)");
    fixture_end(&f);
    fixture_start(&f, "a");
    assert_false(run_with_option(&f, "most", code));
    assert_non_null(strstr(f.messages, "[filter-option]"));
    assert_non_null(strstr(f.messages, "there is no option \"most\""));
    fixture_end(&f);
    fixture_start(&f, "a");
    assert_false(run_with_option(&f, "tag", code));
    assert_non_null(strstr(f.messages, "option \"tag\" takes a text"));
    fixture_end(&f);
    fixture_start(&f, "a");
    assert_false(run_with_option(&f, "min", "function Str() end"));
    assert_non_null(strstr(f.messages, "[filter-option]"));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constructors),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_citations),
        cmocka_unit_test(test_captions_and_bodies),
        cmocka_unit_test(test_bad_values),
        cmocka_unit_test(test_value_semantics),
        cmocka_unit_test(test_lists_and_attributes),
        cmocka_unit_test(test_utils),
        cmocka_unit_test(test_paths_and_hashes),
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_bad_results),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_topdown_stops),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_walk_method),
        cmocka_unit_test(test_kept_elements),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_meta),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
