/* The gloss module: places, pages, the site, texts, options. Links to terms: filter_terms.c. */
#include "filter_help.h"

/* A filter whose function Str checks with Lua's assert, on one word. */
static void expect_true(const char *essay, const char *checks)
{
    struct fixture f;
    fixture_start(&f, essay);
    f.page.path = STR("essays/essay");
    f.page.section = STR("essays");
    f.page.meta.date = STR("2024-05-02");
    *LIST_ADD(&f.page.meta.tags, f.arena) = STR("sea");
    *LIST_ADD(&f.page.meta.tags, f.arena) = STR("law");
    f.site.config.title = STR("Lamps");
    char *code = str_c(f.arena, str_fmt(f.arena, "function Str(el)\n%s\nend\n", checks));
    bool ok = fixture_run(&f, code);
    if (!ok)
        print_message("%s", f.messages);
    assert_true(ok);
    fixture_end(&f);
}

static void test_pos(void **state)
{
    (void)state;
    expect_true("word",
                "assert(el.pos.file == 'essay.md' and el.pos.line == 1 and el.pos.column == 1)\n"
                "assert(not pcall(function() el.pos = {} end))\n"
                "assert(el:clone().pos.line == 1)\n"
                "local made = pandoc.Strong{el}\n" /* stands where the word does */
                "assert(made.pos.line == 1 and made.pos.column == 1)");
}

/* What one filter function makes stands, for the next, where the element was. */
static void test_inherited_pos(void **state)
{
    (void)state;
    expect_filtered(
        "one\n\ntwo *three*",
        "return {\n"
        "  {Emph = function() return {pandoc.Str 'x', pandoc.Strong 'y'} end},\n"
        "  {Strong = function(el) return pandoc.Str(el.pos.line .. ':' .. el.pos.column "
        "..\n    el.content[1].pos.column) end}}",
        "Para(one)\nPara(two x3:66)");
}

static void test_page(void **state)
{
    (void)state;
    expect_true("word",
                "local p = gloss.page\n"
                "assert(p.slug == 'essay' and p.section == 'essays' and p.kind == 'home')\n"
                "assert(p.url == '/essays/essay/' and p.date == '2024-05-02')\n"
                "assert(p.tags[2] == 'law' and p.subtitle == nil and p.nothing == nil)\n"
                "p.tags:insert('more')\n"
                "assert(#p.tags == 2 and p == gloss.page)\n"
                "assert(not pcall(function() p.title = 'other' end))\n"
                "local names = {}\n"
                "for name in pairs(p) do names[name] = true end\n"
                "assert(names.title and names.tags and not names.words)\n"
                "local ok, why = pcall(function() return p.words end)\n"
                "assert(not ok and why:find('scope = \"site\"', 1, true))");
}

static void test_site(void **state)
{
    (void)state;
    expect_true("word",
                "assert(gloss.site.title == 'Lamps' and gloss.site.today == '2024-05-02')\n"
                "assert(not pcall(function() return gloss.site.pages end))\n"
                "assert(not pcall(function() gloss.site.title = 'x' end))");
}

static void test_text(void **state)
{
    (void)state;
    expect_true(
        "word",
        "local text = gloss.text\n"
        "local function joined(list) return table.concat(list, '|') end\n"
        "assert(joined(text.words 'They don’t—3.5 km, 1,700!') == 'They|don’t|3.5|km|1,700')\n"
        "assert(joined(text.words '東京で、TISA를') == '東|京|で|TISA를')\n"
        "assert(joined(text.words(pandoc.Emph{'a', pandoc.Space(), 'b'})) == 'a|b')\n"
        "assert(joined(text.segment('a b’s.', 'word')) == 'a| |b’s|.')\n"
        "assert(joined(text.segment 'e\\u{301}한👩\\u{200d}🚀') == "
        "'e\\u{301}|한|👩\\u{200d}🚀')\n"
        "assert(#text.words '' == 0 and #text.segment '' == 0)\n"
        "assert(text.fold '“a” –  b\\u{ad}c' == '\"a\" - bc')\n"
        "assert(not pcall(text.segment, 'a', 'sentence'))");
}

static struct value *option(struct fixture *f, const char *name, int64_t value)
{
    struct value *map = ARENA_NEW(f->arena, struct value);
    struct value *item = ARENA_NEW(f->arena, struct value);
    struct str *key = ARENA_NEW(f->arena, struct str);
    *item =
        (struct value){.kind = VALUE_INTEGER, .integer = value, .span = span_of(&f->source, 0, 3)};
    *key = str_from(name);
    *map = (struct value){.kind = VALUE_MAP, .keys = key, .items = item, .count = 1};
    return map;
}

static void expect_option(const char *name, const char *declared, const char *message,
                          const char *help)
{
    struct fixture f;
    fixture_start(&f, "word");
    f.order.options = option(&f, name, 5);
    assert_false(fixture_run(&f, declared));
    const char *wanted[] = {"essay.md:1:1: error[filter-option]", message, help};
    for (size_t i = 0; i < 3; i++) {
        if (strstr(f.messages, wanted[i]) == NULL)
            print_message("wanted \"%s\" in:\n%s", wanted[i], f.messages);
        assert_non_null(strstr(f.messages, wanted[i]));
    }
    fixture_end(&f);
}

static void test_options(void **state)
{
    (void)state;
    expect_option("minn", "gloss.declare{min = 3, tag = 'x'}", "there is no option \"minn\"",
                  "did you mean \"min\"?");
    expect_option("colour", "gloss.declare{min = 3, tag = 'x'}", "there is no option \"colour\"",
                  "its options are: min, tag");
    expect_option("colour", "gloss.declare{}", "there is no option \"colour\"",
                  "the filter takes no options");
    expect_option("colour", "function Str() end", "there is no option \"colour\"",
                  "the filter takes no options");
    expect_option("tag", "gloss.declare{min = 3, tag = 'x'}", "option \"tag\" takes a text", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pos),  cmocka_unit_test(test_inherited_pos),
        cmocka_unit_test(test_page), cmocka_unit_test(test_site),
        cmocka_unit_test(test_text), cmocka_unit_test(test_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
