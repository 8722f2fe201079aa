/* The tree and the site: what moves in a tree, what is copied, how a page is reached. */
#include "tree.h"

#include "base/utf8.h"
#include "model/changes.h"
#include "model/doc.h"
#include "model/node.h"
#include "model/site.h"
#include "model/slug.h"

/* The children of `parent` as "Str(a) Emph(Str(b))", after a look at all links between nodes. */
static void put_shape(const struct node *parent, struct out *out)
{
    const struct node *prev = NULL;
    for (const struct node *node = parent->first; node != NULL; node = node->next) {
        assert_ptr_equal(node->parent, parent);
        assert_ptr_equal(node->prev, prev);
        out_fmt(out, "%s%s", prev != NULL ? " " : "", node_fact(node->kind)->name);
        if (node->kind == NODE_STR || node->first != NULL)
            out_fmt(out, "(%.*s", node->kind == NODE_STR ? (int)node->text.len : 0,
                    node->kind == NODE_STR ? node->text.at : "");
        put_shape(node, out);
        if (node->kind == NODE_STR || node->first != NULL)
            out_c(out, ")");
        prev = node;
    }
    assert_ptr_equal(parent->last, prev);
}

static struct str shape(struct arena *arena, const struct node *parent)
{
    struct out out = out_new(arena);
    put_shape(parent, &out);
    return out_str(&out);
}

static struct node *text(struct arena *arena, const char *s)
{
    return node_text_new(arena, NODE_STR, str_from(s), SPAN_NONE);
}

static void test_moves(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct node *para = node_new(arena, NODE_PARA, SPAN_NONE), *b = text(arena, "b");
    node_append(para, b);
    node_prepend(para, text(arena, "a"));
    node_append(para, text(arena, "e"));
    node_insert_after(b, text(arena, "d"));
    node_insert_before(b->next, text(arena, "c"));
    assert_str(shape(arena, para), "Str(a) Str(b) Str(c) Str(d) Str(e)");
    struct node *emph = node_new(arena, NODE_EMPH, SPAN_NONE);
    node_wrap(emph, b, b->next->next);
    assert_str(shape(arena, para), "Str(a) Emph(Str(b) Str(c) Str(d)) Str(e)");
    node_remove(b->next);
    node_replace(emph->last, text(arena, "D"));
    assert_str(shape(arena, para), "Str(a) Emph(Str(b) Str(D)) Str(e)");
    node_unwrap(emph);
    assert_str(shape(arena, para), "Str(a) Str(b) Str(D) Str(e)");
    assert_null(emph->parent);
    node_wrap(emph, para->first, para->last);
    assert_str(shape(arena, para), "Emph(Str(a) Str(b) Str(D) Str(e))");
    struct node *strong = node_new(arena, NODE_STRONG, SPAN_NONE);
    node_move_children(strong, emph);
    node_replace(emph, strong);
    assert_str(shape(arena, para), "Strong(Str(a) Str(b) Str(D) Str(e))");
    node_remove(strong);
    node_remove(strong);
    assert_str(shape(arena, para), "");
    node_unwrap(emph); /* in no tree and empty: nothing happens */
    arena_free(arena);
}

static struct node *sample(struct arena *arena)
{
    struct node *root = node_new(arena, NODE_BLOCKS, SPAN_NONE);
    add_header(arena, root, 2, "A title");
    struct node *para = add_para(arena, root, "one two");
    node_set_id(arena, para, STR("p"));
    node_add_class(arena, para, STR("c"));
    node_set_attr(arena, para, STR("k"), STR("v"));
    add_footnote(arena, para, "a", "noted");
    struct node *table = add_node(arena, root, NODE_TABLE);
    table->table.columns = ARENA_ARRAY(arena, 2, struct column);
    table->table.columns[1].alignment = ALIGN_RIGHT;
    table->table.count = 2;
    struct node *row = add_node(arena, add_node(arena, table, NODE_TABLE_BODY), NODE_ROW);
    add_para(arena, add_node(arena, row, NODE_CELL), "left");
    add_para(arena, add_node(arena, row, NODE_CELL), "right");
    return root;
}

static struct str dump(struct arena *arena, const struct node *node)
{
    struct out out = out_new(arena);
    node_dump(node, &out);
    return out_str(&out);
}

static void test_copy(void **state)
{
    (void)state;
    struct arena *arena = arena_new(), *other = arena_new();
    struct node *root = sample(arena);
    struct str before = str_keep(other, dump(arena, root));
    struct node *copy = node_copy(other, root, true);
    node_set_attr(arena, root->first->next, STR("k"), STR("changed"));
    root->last->table.columns[1].alignment = ALIGN_LEFT;
    arena_free(arena);
    assert_true(str_eq(dump(other, copy), before));
    shape(other, copy);
    assert_null(copy->parent);
    struct node *leaf = node_copy(other, copy->first->first, false);
    assert_str(dump(other, leaf), "Str \"A\"\n");
    assert_null(leaf->next);
    arena_free(other);
}

static void test_walk(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct node *root = sample(arena);
    struct out out = out_new(arena);
    for (struct node *at = root; at != NULL; at = node_next(root, at))
        if (at->kind == NODE_STR)
            out_fmt(&out, "%.*s ", STR_ARG(at->text));
    assert_str(out_str(&out), "A title one two noted left right ");
    assert_ptr_equal(node_after(root, root->first), root->first->next);
    assert_null(node_after(root, root));
    assert_null(node_next(root->first, root->first->last));
    struct node *word = root->last->first->first->first->first->first;
    assert_ptr_equal(node_above(word, NODE_TABLE), root->last);
    assert_null(node_above(word, NODE_LINK));
    assert_true(node_is_block(root->first) && node_is_inline(word));
    assert_false(node_is_block(root) || node_is_inline(root));
    arena_free(arena);
}

static void test_attributes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct node *node = node_new(arena, NODE_SPAN, SPAN_NONE);
    assert_true(attr_is_empty(node->attr));
    assert_str(node_id(node), "");
    assert_str(node_attr(node, "k"), "");
    assert_false(node_has_class(node, "c"));
    node_set_attr(arena, node, STR("a"), STR("1"));
    node_set_attr(arena, node, STR("b"), STR("2"));
    node_set_attr(arena, node, STR("c"), STR("3"));
    node_set_attr(arena, node, STR("b"), STR_NONE);
    node_set_attr(arena, node, STR("c"), STR("4"));
    node_set_attr(arena, node, STR("none"), STR_NONE);
    node_add_class(arena, node, STR("x"));
    node_add_class(arena, node, STR("x"));
    node_set_id(arena, node, STR("i"));
    assert_str(dump(arena, node), "Span {#i .x a=1 c=4}\n");
    assert_false(attr_is_empty(node->attr));
    assert_null(attr_copy(arena, NULL, true));
    arena_free(arena);
}

static void test_plain(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(node_plain_str(arena, sample(arena)), "A title one two left right");
    struct node *para = node_new(arena, NODE_PARA, SPAN_NONE);
    struct node *quoted = add_node(arena, para, NODE_QUOTED);
    quoted->quote = QUOTE_DOUBLE;
    add_words(arena, quoted, "a b");
    add_node(arena, para, NODE_SOFT_BREAK);
    node_append(para, node_text_new(arena, NODE_CODE, STR("c()"), SPAN_NONE));
    add_node(arena, para, NODE_LINE_BREAK);
    add_words(arena, add_node(arena, para, NODE_IMAGE), "a map");
    node_append(para, node_text_new(arena, NODE_RAW_INLINE, STR("<b>"), SPAN_NONE));
    assert_str(node_plain_str(arena, para), "“a b” c()");
    arena_free(arena);
}

static void test_empty(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct node *root = node_new(arena, NODE_BLOCKS, SPAN_NONE);
    assert_true(node_is_empty(root));
    struct node *para = add_para(arena, root, "");
    add_node(arena, para, NODE_SPACE);
    node_append(para, text(arena, "  "));
    assert_true(node_is_empty(root));
    struct node *image = add_node(arena, para, NODE_IMAGE);
    assert_false(node_is_empty(root));
    node_remove(image);
    node_append(para, text(arena, "x"));
    assert_false(node_is_empty(root));
    arena_free(arena);
}

static void test_dump(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct source source = {.path = STR("x.md"), .text = STR("## A \"b\\\nc\n")};
    struct node *header = node_new(arena, NODE_HEADER, span_of(&source, 0, 10));
    header->level = 2;
    node_append(header, node_text_new(arena, NODE_CODE, STR("\"b\\\nc"), span_of(&source, 5, 10)));
    add_link(arena, header, "u.md", "")->title = STR("t");
    assert_str(dump(arena, header),
               "Header 2 @1:1-2:2\n"
               "  Code \"\\\"b\\\\\\nc\" @1:6-2:2\n"
               "  Link \"u.md\" ~\"t\"\n");
    arena_free(arena);
}

static void check_trail(struct arena *arena, const struct node *node, const char *root,
                        const char *want)
{
    struct out out = out_new(arena);
    node_trail(node, root, &out);
    assert_str(out_str(&out), want);
}

static void test_trails(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct node *root = node_new(arena, NODE_BLOCKS, SPAN_NONE),
                *list = node_new(arena, NODE_BULLET_LIST, SPAN_NONE);
    node_append(root, list);
    node_append(list, node_new(arena, NODE_ITEM, SPAN_NONE));
    node_append(list, node_new(arena, NODE_ITEM, SPAN_NONE));
    struct node *at = node_new(arena, NODE_DIV, SPAN_NONE);
    node_append(list->last, at);
    node_add_class(arena, at, STR("warning"));
    check_trail(arena, at, "Pandoc", "Pandoc > BulletList, item 2 > Div .warning");
    check_trail(arena, at, NULL, "Blocks > BulletList, item 2 > Div .warning");
    check_trail(arena, list->first, "Pandoc", "Pandoc > BulletList, item 1");
    node_remove(list->first);
    check_trail(arena, at, "Pandoc", "Pandoc > BulletList, item > Div .warning");
    node_set_id(arena, at, STR("x"));
    for (int i = 0; i < 3; i++) {
        node_append(at, node_new(arena, NODE_BLOCK_QUOTE, SPAN_NONE));
        at = at->first;
    }
    struct node *code = node_text_new(arena, NODE_CODE_BLOCK,
                                      STR("thirty-one letters before this é and more"), SPAN_NONE);
    node_append(at, code);
    check_trail(arena, at, "Pandoc",
                "Pandoc > BulletList, item > Div #x > BlockQuote > BlockQuote > BlockQuote");
    node_append(at, node_new(arena, NODE_PARA, SPAN_NONE));
    node_append(at->last, node_new(arena, NODE_EMPH, SPAN_NONE));
    check_trail(arena, at->last->first, "Pandoc",
                "Pandoc > BulletList, item > Div #x > … 1 more … > BlockQuote > BlockQuote > Para "
                "> Emph");
    node_remove(code);
    check_trail(arena, code, "Pandoc", "CodeBlock \"thirty-one letters before this …\"");
    arena_free(arena);
}

static struct str changes(struct arena *arena, const struct node *before, const struct node *after)
{
    struct out out = out_new(arena);
    node_changes(before, after, "Pandoc", &out);
    return out_str(&out);
}

/* A list of Str, one for each letter. */
static struct node *letters(struct arena *arena, const char *all)
{
    struct node *para = node_new(arena, NODE_PARA, SPAN_NONE);
    for (; *all != '\0'; all++)
        node_append(para, node_text_new(arena, NODE_STR, (struct str){all, 1}, SPAN_NONE));
    return para;
}

/* What is left of the old letters, and what is there of the new ones, as the changes tell. */
static void check_letters(struct arena *arena, const char *before, const char *after)
{
    struct node *old = letters(arena, before), *new = letters(arena, after);
    struct str said = changes(arena, old, new), line;
    size_t gone = 0, came = 0;
    while (str_split(&said, '\n', &line)) {
        gone += str_starts(line, STR("- "));
        came += str_starts(line, STR("+ "));
    }
    assert_int_equal(strlen(before) + came, strlen(after) + gone);
    assert_true((gone + came == 0) == (strcmp(before, after) == 0));
}

static void test_changes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct node *old = sample(arena), *new = sample(arena);
    assert_str(changes(arena, old, new), "");
    assert_str(changes(arena, NULL, NULL), "");
    new->first->level = 3;
    node_attrs(arena, new->last);
    new->last->first->first->first->cell.columns = 2;
    assert_str(changes(arena, old, new),
               "@@ Pandoc\n- Header 2 …\n+ Header 3 …\n  Para {#p .c k=v} …\n"
               "  Table dr widths 0 0 …\n"
               "@@ Pandoc > Table, body, row\n- Cell d 1x1 …\n+ Cell d 1x2 …\n  Cell d 1x1 …\n");
    assert_str(changes(arena, letters(arena, "abcdefghi"), letters(arena, "abcdXfghi")),
               "@@ Para\n  Str \"c\"\n  Str \"d\"\n- Str \"e\"\n+ Str \"X\"\n  Str \"f\"\n"
               "  Str \"g\"\n");
    static const char *const samples[] = {
        "",    "a",   "ab",      "ba",      "abcabc",   "bcabca",     "aXbYcZ",
        "abc", "cba", "aaaaaaa", "aaabaaa", "baaaaaab", "abcdefghij", "jihgfedcba"};
    enum { COUNT = sizeof samples / sizeof samples[0] };
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < COUNT; k++)
            check_letters(arena, samples[i], samples[k]);
    arena_free(arena);
}

static void test_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < node_kind_count(); i++) {
        enum node_kind kind = NODE_PARA;
        assert_true(node_kind_by_name(str_from(node_fact((enum node_kind)i)->name), &kind));
        assert_int_equal(kind, i);
    }
    enum node_kind kind = NODE_PARA;
    assert_false(node_kind_by_name(STR("Paragraph"), &kind));
}

static void test_slugs(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(slug_of(arena, STR("The End of GSOMIA, 2019!")), "the-end-of-gsomia-2019");
    assert_str(slug_of(arena, STR("  --What?--  ")), "what");
    assert_str(slug_of(arena, STR("2019 in review")), "s-2019-in-review");
    assert_str(slug_of(arena, STR("U.S.–Japan")), "u-s-japan");
    assert_str(slug_of(arena, STR("세 깃발, 하나의 레이더")), "세-깃발-하나의-레이더");
    assert_str(slug_of(arena, STR("三つの旗")), "三つの旗");
    assert_str(slug_of(arena, STR("Élan E\u0301lan")), "élan-élan");
    assert_str(slug_of(arena, STR("Ένα ΡΑΝΤΆΡ")), "ένα-ραντάρ");
    assert_str(slug_of(arena, STR("اتفاق أمني")), "اتفاق-أمني");
    assert_str(slug_of(arena, STR("हिन्दी पाठ")), "हिन्दी-पाठ");
    assert_str(slug_of(arena, STR("٣ أعلام")), "s-٣-أعلام");
    assert_str(slug_of(arena, STR("!?")), "section");
    assert_str(slug_of(arena, STR("")), "section");
    assert_true(slug_is_label(STR("gsomia-ends_2")) && slug_is_label(STR("주석")));
    assert_false(slug_is_label(STR("")) || slug_is_label(STR("a b")) || slug_is_label(STR("a.b")));
    arena_free(arena);
}

struct sample_site {
    struct arena *arena;
    struct site site;
    struct page home, essay, other, twin, about, missing;
};

static void start(struct sample_site *s)
{
    *s = (struct sample_site){.arena = arena_new()};
    s->home = (struct page){.kind = PAGE_HOME};
    s->essay = (struct page){PAGE_ESSAY, STR("x"), STR("essays"), .path = STR("essays/x")};
    s->other = (struct page){PAGE_ESSAY, STR("y"), STR("essays"), .path = STR("essays/y")};
    s->twin = (struct page){PAGE_ESSAY, STR("x"), STR("reviews"), .path = STR("reviews/x")};
    s->about = (struct page){PAGE_PAGE, STR("about"), .path = STR("about")};
    s->missing = (struct page){.kind = PAGE_404};
    struct page *pages[] = {&s->home, &s->essay, &s->other, &s->twin, &s->about, &s->missing};
    for (size_t i = 0; i < 6; i++)
        *LIST_ADD(&s->site.pages, s->arena) = pages[i];
    s->site.config.base_url = STR("https://example.org/notes");
}

static void test_links_to_files(void **state)
{
    (void)state;
    struct sample_site s;
    start(&s);
    struct str id = STR("note-a");
    assert_str(page_link(s.arena, &s.site, &s.essay, &s.other, STR_NONE), "../y/index.html");
    assert_str(page_link(s.arena, &s.site, &s.essay, &s.other, id), "../y/index.html#note-a");
    assert_str(page_link(s.arena, &s.site, &s.essay, &s.home, STR_NONE), "../../index.html");
    assert_str(page_link(s.arena, &s.site, &s.home, &s.essay, STR_NONE), "essays/x/index.html");
    assert_str(page_link(s.arena, &s.site, &s.about, &s.twin, STR_NONE), "../reviews/x/index.html");
    assert_str(page_link(s.arena, &s.site, &s.essay, &s.essay, id), "#note-a");
    assert_str(page_link(s.arena, &s.site, &s.missing, &s.home, STR_NONE), "index.html");
    assert_str(page_output(s.arena, &s.essay), "essays/x/index.html");
    assert_str(page_output(s.arena, &s.home), "index.html");
    assert_str(page_output(s.arena, &s.missing), "404.html");
    arena_free(s.arena);
}

static void test_pretty_links(void **state)
{
    (void)state;
    struct sample_site s;
    start(&s);
    s.site.config.links_pretty = true;
    assert_str(page_link(s.arena, &s.site, &s.essay, &s.other, STR("a")), "../y/#a");
    assert_str(page_link(s.arena, &s.site, &s.essay, &s.home, STR_NONE), "../../");
    assert_str(page_link(s.arena, &s.site, &s.home, &s.about, STR_NONE), "about/");
    assert_str(page_link(s.arena, &s.site, &s.missing, &s.home, STR_NONE), "./");
    arena_free(s.arena);
}

static void test_addresses(void **state)
{
    (void)state;
    struct sample_site s;
    start(&s);
    assert_str(page_address(s.arena, &s.site, &s.essay, STR("a")),
               "https://example.org/notes/essays/x/#a");
    assert_str(page_address(s.arena, &s.site, &s.home, STR_NONE), "https://example.org/notes/");
    s.site.config.base_url = STR("https://example.org/");
    assert_str(page_address(s.arena, &s.site, &s.about, STR_NONE), "https://example.org/about/");
    arena_free(s.arena);
}

static void test_pages_by_slug(void **state)
{
    (void)state;
    struct sample_site s;
    bool twice = true;
    start(&s);
    assert_ptr_equal(site_page_by_slug(&s.site, STR("y"), &twice), &s.other);
    assert_false(twice);
    assert_null(site_page_by_slug(&s.site, STR("x"), &twice));
    assert_true(twice);
    assert_ptr_equal(site_page_by_slug(&s.site, STR("reviews/x"), &twice), &s.twin);
    assert_false(twice);
    assert_ptr_equal(site_page_by_slug(&s.site, STR("about"), &twice), &s.about);
    assert_null(site_page_by_slug(&s.site, STR(""), &twice));
    assert_null(site_page_by_slug(&s.site, STR("z"), &twice));
    assert_false(twice);
    arena_free(s.arena);
}

static struct str summary_of(struct arena *arena, const char *sentence, int times)
{
    struct node *root = node_new(arena, NODE_BLOCKS, SPAN_NONE);
    add_header(arena, root, 2, "Not this");
    struct out text = out_new(arena);
    for (int i = 0; i < times; i++)
        out_c(&text, sentence);
    add_para(arena, root, str_c(arena, out_str(&text)));
    add_para(arena, root, "Nor this.");
    return entry_summary(arena, root);
}

static void test_summaries(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(summary_of(arena, "Short enough. ", 2), "Short enough. Short enough.");
    struct str s = summary_of(arena, "A sentence of the v. 2 kind. ", 20);
    assert_true(str_ends(s, STR(" 2 kind.")) && s.len > 250 && s.len <= 300);
    s = summary_of(arena, "word ", 100);
    assert_true(str_ends(s, STR("word…")) && utf8_count(s) > 290 && utf8_count(s) <= 301);
    s = summary_of(arena, "약정의 첫 문장이다。", 60);
    assert_true(str_ends(s, STR("이다。")) && utf8_count(s) <= 300);
    s = summary_of(arena, "字", 400);
    assert_true(str_ends(s, STR("字…")) && utf8_count(s) == 301);
    assert_str(entry_summary(arena, node_new(arena, NODE_BLOCKS, SPAN_NONE)), "");
    arena_free(arena);
}

static void test_rolls(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct roll a = {0}, b = {0};
    bool in_first = false;
    assert_null(roll_difference(&a, &b, &in_first));
    roll_add(arena, &a, CARRIED_NOTE, STR("note-x"), STR("1"));
    roll_add(arena, &a, CARRIED_TERM, STR("term-t"), STR_NONE);
    roll_add(arena, &a, CARRIED_TERM, STR("term-t"), STR_NONE);
    roll_add(arena, &b, CARRIED_TERM, STR("term-t"), STR_NONE);
    roll_add(arena, &b, CARRIED_NOTE, STR("note-x"), STR("1"));
    const struct carried *item = roll_difference(&a, &b, &in_first);
    assert_non_null(item);
    assert_true(in_first);
    assert_str(item->id, "term-t");
    roll_add(arena, &b, CARRIED_TERM, STR("term-t"), STR_NONE);
    assert_null(roll_difference(&a, &b, &in_first));
    roll_add(arena, &a, CARRIED_FOOTNOTE, STR("fn-a"), STR("2"));
    roll_add(arena, &b, CARRIED_FOOTNOTE, STR("fn-a"), STR("3"));
    item = roll_difference(&a, &b, &in_first);
    assert_non_null(item);
    assert_str(item->number, "2");
    assert_true(in_first);
    item = roll_difference(&b, &a, &in_first);
    assert_false(in_first);
    assert_string_equal(carried_name(item->kind), "footnote");
    assert_string_equal(carried_name(CARRIED_REFERENCE), "reference");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moves),         cmocka_unit_test(test_copy),
        cmocka_unit_test(test_walk),          cmocka_unit_test(test_attributes),
        cmocka_unit_test(test_plain),         cmocka_unit_test(test_empty),
        cmocka_unit_test(test_dump),          cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_slugs),         cmocka_unit_test(test_links_to_files),
        cmocka_unit_test(test_pretty_links),  cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_pages_by_slug), cmocka_unit_test(test_summaries),
        cmocka_unit_test(test_rolls),         cmocka_unit_test(test_trails),
        cmocka_unit_test(test_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
