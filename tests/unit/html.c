/*
 * The HTML writer on documents made by hand: what each
 * kind of node becomes, and what the page says of itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/file.h"
#include "model/doc.h"
#include "write/html.h"
#include "write/theme.h"

/* ---- making trees ---- */

static struct arena *arena;

#define END ((struct node *)NULL)

static struct node *new_node(enum node_kind kind)
{
    struct node *node = node_new(arena, kind, SPAN_NONE);
    if (kind == NODE_CELL)
        node->cell.rows = node->cell.columns = 1;
    if (kind == NODE_ORDERED_LIST)
        node->list.start = 1;
    return node;
}

/* A node with the children that follow, up to END. */
static struct node *make(enum node_kind kind, ...)
{
    struct node *node = new_node(kind), *child;
    va_list args;
    va_start(args, kind);
    while ((child = va_arg(args, struct node *)) != NULL)
        node_append(node, child);
    va_end(args);
    return node;
}

static struct node *leaf(enum node_kind kind, const char *text)
{
    return node_text_new(arena, kind, str_from(text), SPAN_NONE);
}

static struct node *str(const char *text)
{
    return leaf(NODE_STR, text);
}

static struct node *para(const char *text)
{
    return make(NODE_PARA, str(text), END);
}

static struct node *plain(const char *text)
{
    return make(NODE_PLAIN, str(text), END);
}

static struct node *with_id(struct node *node, const char *id)
{
    node_set_id(arena, node, str_from(id));
    return node;
}

static struct node *with_class(struct node *node, const char *name)
{
    node_add_class(arena, node, str_from(name));
    return node;
}

static struct node *with_attr(struct node *node, const char *key, const char *value)
{
    node_set_attr(arena, node, str_from(key), str_from(value));
    return node;
}

static struct node *numbered(struct node *node, const char *number)
{
    node->number = str_from(number);
    return node;
}

static struct node *passage(const char *notes, const char *text)
{
    return with_attr(with_class(make(NODE_SPAN, str(text), END), "passage"), "note", notes);
}

static struct node *note(const char *id, const char *layer, const char *number, struct node *block)
{
    struct node *text = numbered(make(NODE_NOTE, block, END), number);
    struct node *span = with_class(make(NODE_SPAN, text, END), "note");
    with_id(span, str_c(arena, str_fmt(arena, "ref-%s", id)));
    with_attr(span, "note", id);
    return with_attr(span, "layer", layer);
}

static struct node *footnote(const char *label, const char *number, struct node *block)
{
    struct node *node = numbered(make(NODE_NOTE, block, END), number);
    node->label = str_from(label);
    return node;
}

static struct node *header(int level, const char *id, const char *text)
{
    struct node *node = with_id(make(NODE_HEADER, str(text), END), id);
    node->level = level;
    return node;
}

static struct node *leads(struct node *link, struct ref ref)
{
    struct ref *kept = ARENA_NEW(arena, struct ref);
    *kept = ref;
    link->ref = kept;
    return link;
}

static struct node *link_to(const char *text, struct ref ref)
{
    return leads(make(NODE_LINK, str(text), END), ref);
}

/* ---- a site with one essay ---- */

struct bench {
    struct site site;
    struct page essay, home, section, glossary, missing, older;
    struct doc doc;
    struct theme *theme;
    struct diags *diags;
    struct sheets sheets;
    struct roll roll;
};

static struct entry keeper = {
    .id = STR("keeper"), .term = STR("keeper"), .summary = STR("Who kept a \"light\".")};

static void add_page(struct bench *b, struct page *page, enum page_kind kind, const char *path)
{
    page->kind = kind;
    page->path = str_from(path);
    page->meta.language = STR("en");
    *LIST_ADD(&b->site.pages, arena) = page;
}

static void add_layer(struct bench *b, const char *name, const char *label)
{
    struct layer layer = {.name = str_from(name), .label = str_from(label)};
    *LIST_ADD(&b->site.config.layers, arena) = layer;
}

static void make_site(struct bench *b)
{
    struct config *config = &b->site.config;
    b->site.arena = arena;
    *LIST_ADD(&b->site.data_folders, arena) = STR(".");
    config->title = STR("Ness & Co");
    config->base_url = STR("https://example.org/ness/");
    config->language = STR("en");
    config->description = STR("Essays from a harbour");
    config->theme = STR("paper");
    config->formats = FORMAT_HTML | FORMAT_DOCBOOK | FORMAT_PDF;
    add_layer(b, "editor", "");
    add_layer(b, "translator", "Translator’s note");
    *LIST_ADD(&config->menu, arena) = (struct menu_item){STR("Essays"), STR("/essays/")};
    *LIST_ADD(&config->menu, arena) = (struct menu_item){STR("Glossary"), STR("/glossary/")};
}

static void make_pages(struct bench *b)
{
    add_page(b, &b->home, PAGE_HOME, "");
    add_page(b, &b->section, PAGE_SECTION, "essays");
    add_page(b, &b->essay, PAGE_ESSAY, "essays/light");
    add_page(b, &b->older, PAGE_ESSAY, "essays/tide");
    add_page(b, &b->glossary, PAGE_GLOSSARY, "glossary");
    add_page(b, &b->missing, PAGE_404, "");
    b->section.meta.title = STR("Essays");
    b->essay.slug = STR("light");
    b->essay.section = b->older.section = STR("essays");
    b->older.slug = STR("tide");
    b->older.meta.title = STR("A table of tides");
    b->older.meta.date = STR("2025-11");
    b->essay.next = &b->older;
    b->essay.words = 700;
}

static void make_meta(struct bench *b)
{
    struct meta *meta = &b->essay.meta;
    meta->title = STR("Who keeps <the> light?");
    meta->subtitle = STR("On a ledger");
    meta->date = STR("2026-03-14");
    meta->license = STR("CC-BY-SA-4.0");
    meta->toc = true;
    *LIST_ADD(&meta->authors, arena) = (struct author){.name = STR("Ada Morrow"),
                                                       .given = STR("Ada"),
                                                       .family = STR("Morrow"),
                                                       .role = STR("author"),
                                                       .orcid = STR("0000-0002-1825-0097")};
    *LIST_ADD(&meta->authors, arena) =
        (struct author){.name = STR("Ines Okafor"), .role = STR("editor")};
    *LIST_ADD(&meta->corrections, arena) =
        (struct correction){STR("2026-04-01"), STR("A date was wrong.")};
}

static struct bench *bench_new(void)
{
    arena = arena_new();
    struct bench *b = ARENA_NEW(arena, struct bench);
    b->diags = diags_new();
    make_site(b);
    make_pages(b);
    make_meta(b);
    b->site.entries_by_id = map_new(arena);
    *LIST_ADD(&b->site.entries, arena) = &keeper;
    b->theme = theme_load(&b->site, b->diags);
    assert_non_null(b->theme);
    b->doc = (struct doc){.arena = arena,
                          .keep = arena,
                          .site = &b->site,
                          .page = &b->essay,
                          .language = STR("en"),
                          .body = new_node(NODE_BLOCKS)};
    return b;
}

static void bench_free(struct bench *b)
{
    assert_int_equal(diags_count(b->diags, SEVERITY_ERROR), 0);
    theme_free(b->theme);
    diags_free(b->diags);
    arena_free(arena);
    arena = NULL;
}

static void add(struct bench *b, struct node *block)
{
    node_append(b->doc.body, block);
}

static void add_heading(struct bench *b, struct node *node)
{
    *LIST_ADD(&b->doc.headings, arena) = (struct heading){node_id(node), node, node->level - 1};
}

static void add_note(struct bench *b, const char *id, const char *lemma)
{
    struct note added = {.id = str_from(id), .lemma = str_from(lemma)};
    *LIST_ADD(&b->doc.notes, arena) = added;
}

static void write_page(struct bench *b)
{
    write_html_page(&b->doc, b->theme, &b->sheets, &b->roll, b->diags);
}

static struct str find_sheet(const struct bench *b, const char *path)
{
    for (size_t i = 0; i < b->sheets.list.count; i++)
        if (str_is(b->sheets.list.at[i].path, path))
            return b->sheets.list.at[i].text;
    return STR_NONE;
}

static void check_has(struct str text, const char *part)
{
    if (str_has(text, str_from(part)))
        return;
    fprintf(stderr, "%.*s\n", STR_ARG(text));
    fail_msg("not there: %s", part);
}

static void check_hasnt(struct str text, const char *part)
{
    if (str_has(text, str_from(part)))
        fail_msg("there: %s", part);
}

/* What one block becomes, alone in an essay. */
static void check_block(struct node *(*block)(void), const char *want)
{
    struct bench *b = bench_new();
    add(b, block());
    write_page(b);
    check_has(find_sheet(b, "essays/light/index.html"), want);
    bench_free(b);
}

/* ---- inline text ---- */

static struct node *letters(void)
{
    return make(NODE_PARA, str("<&>\""), new_node(NODE_SPACE), make(NODE_EMPH, str("e"), END),
                make(NODE_STRONG, str("s"), END), make(NODE_STRIKEOUT, str("x"), END),
                make(NODE_UNDERLINE, str("u"), END), make(NODE_SUPERSCRIPT, str("2"), END),
                make(NODE_SUBSCRIPT, str("3"), END), make(NODE_SMALL_CAPS, str("c"), END),
                leaf(NODE_CODE, "a<b"), new_node(NODE_SOFT_BREAK), leaf(NODE_MATH, "x^2"),
                new_node(NODE_LINE_BREAK), make(NODE_CITE, str("c"), END), END);
}

static struct node *quoted(void)
{
    struct node *node = make(NODE_QUOTED, str("q"), END);
    node->quote = QUOTE_DOUBLE;
    return make(NODE_PARA, node, END);
}

static struct node *spans(void)
{
    struct node *korean = with_attr(make(NODE_SPAN, str("등대"), END), "lang", "ko");
    struct node *key = with_class(make(NODE_SPAN, str("K"), END), "kbd");
    struct node *abbr =
        with_attr(with_class(make(NODE_SPAN, str("UN"), END), "abbr"), "title", "a \"b\"");
    struct node *wild = with_attr(make(NODE_SPAN, str("w"), END), "onclick", "x()");
    return make(NODE_PARA, korean, key, abbr, with_attr(wild, "style", "y"), END);
}

static struct node *raw_markup(void)
{
    struct node *node = leaf(NODE_RAW_INLINE, "<b>");
    node->format = STR("html");
    struct node *other = leaf(NODE_RAW_INLINE, "\\tex");
    other->format = STR("latex");
    return make(NODE_PARA, node, other, END);
}

static void inline_text(void **state)
{
    (void)state;
    check_block(
        letters,
        "<p>&lt;&amp;&gt;\" <em>e</em><strong>s</strong><s>x</s><u>u</u><sup>2</sup><sub>3</sub>"
        "<span class=\"small-caps\">c</span><code>a&lt;b</code>\n<code class=\"math\">x^2</code>"
        "<br>\n<span class=\"citation\">c</span></p>");
    check_block(quoted, "<p>“q”</p>");
    check_block(
        spans,
        "<p><span lang=\"ko\">등대</span><kbd>K</kbd><abbr title=\"a &quot;b&quot;\">UN</abbr>"
        "<span data-onclick=\"x()\" data-style=\"y\">w</span></p>");
    check_block(raw_markup, "<p>&lt;b&gt;</p>");
}

/* ---- links and images ---- */

static void links(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    struct node *titled =
        link_to("out", (struct ref){.kind = REF_URL, .url = STR("https://x.org/?a=1&b=ü")});
    titled->title = STR("where");
    add(b,
        make(NODE_PARA, titled, link_to("here", (struct ref){.kind = REF_HERE, .id = STR("fig-a")}),
             link_to("page", (struct ref){.kind = REF_PAGE, .page = &b->older}),
             link_to("keepers", (struct ref){.kind = REF_TERM, .entry = &keeper}),
             link_to("nowhere", (struct ref){.kind = REF_TEXT}),
             leads(make(NODE_IMAGE, str("A \"mast\""), END),
                   (struct ref){.kind = REF_FILE, .url = STR("essays/light/a mast.svg")}),
             END));
    write_page(b);
    check_has(find_sheet(b, "essays/light/index.html"),
              "<p><a href=\"https://x.org/?a=1&amp;b=%C3%BC\" title=\"where\">out</a>"
              "<a href=\"#fig-a\">here</a><a href=\"../tide/index.html\">page</a>"
              "<a class=\"term\" href=\"../../glossary/index.html#term-keeper\""
              " data-def=\"Who kept a &quot;light&quot;.\">keepers</a>nowhere"
              "<img src=\"a%20mast.svg\" alt=\"A &quot;mast&quot;\"></p>");
    assert_int_equal(b->roll.items.count, 4);
    bench_free(b);
}

/* ---- blocks ---- */

static struct node *admonition(void)
{
    return with_class(with_class(make(NODE_DIV, para("Mind."), END), "admonition"), "warning");
}

static struct node *quotation(void)
{
    struct node *from = make(NODE_PARA, str("— Pell, "), make(NODE_EMPH, str("Minutes"), END), END);
    return make(NODE_BLOCK_QUOTE, para("We see."),
                with_class(make(NODE_DIV, from, END), "attribution"), END);
}

static struct node *code(void)
{
    return with_class(leaf(NODE_CODE_BLOCK, "a < b\n"), "c");
}

static struct node *figure(void)
{
    struct node *image = leads(make(NODE_IMAGE, str("alt"), END),
                               (struct ref){.kind = REF_FILE, .url = STR("essays/light/a.svg")});
    struct node *node = make(NODE_FIGURE, make(NODE_CAPTION, plain("A mast."), END),
                             make(NODE_PLAIN, image, END), END);
    return with_id(numbered(node, "2"), "fig-a");
}

static struct node *row(const char *first, const char *second)
{
    return make(NODE_ROW, make(NODE_CELL, plain(first), END), make(NODE_CELL, plain(second), END),
                END);
}

static struct node *table(void)
{
    struct node *node = make(NODE_TABLE, make(NODE_CAPTION, plain("Ships"), END),
                             make(NODE_TABLE_HEAD, row("", "Lost"), END),
                             make(NODE_TABLE_BODY, row("1869", "2"), END), END);
    node->table.columns = ARENA_ARRAY(arena, 2, struct column);
    node->table.count = 2;
    node->table.columns[1].alignment = ALIGN_RIGHT;
    return with_id(numbered(node, "1"), "tbl-a");
}

static struct node *tasks(void)
{
    return make(NODE_BULLET_LIST, with_attr(make(NODE_ITEM, plain("a"), END), "task", "done"),
                with_attr(make(NODE_ITEM, leaf(NODE_CODE_BLOCK, "b"), END), "task", "open"),
                make(NODE_ITEM, plain("c"), END), END);
}

static struct node *ordered(void)
{
    struct node *node = make(NODE_ORDERED_LIST, make(NODE_ITEM, para("x"), END), END);
    node->list.start = 3;
    node->list.style = STYLE_LOWER_ALPHA;
    return node;
}

static struct node *definitions(void)
{
    return make(NODE_DEFINITION_LIST, make(NODE_DEFINED_TERM, str("t"), END),
                make(NODE_DEFINITION, plain("d"), END), END);
}

static struct node *verse(void)
{
    return make(NODE_LINE_BLOCK, make(NODE_LINE, str("a"), END), make(NODE_LINE, str("b"), END),
                END);
}

static void blocks(void **state)
{
    (void)state;
    check_block(admonition,
                "<aside class=\"admonition warning\" role=\"note\" aria-label=\"Warning\">"
                "<p class=\"label\">Warning</p>\n<p>Mind.</p>\n</aside>");
    check_block(
        quotation,
        "<blockquote><p>We see.</p>\n<footer>— Pell, <cite>Minutes</cite></footer></blockquote>");
    check_block(
        code,
        "<pre role=\"region\" aria-label=\"Code 1\" tabindex=\"0\"><code class=\"language-c\">"
        "a &lt; b\n</code></pre>");
    check_block(
        figure,
        "<figure id=\"fig-a\"><img src=\"a.svg\" alt=\"alt\"><figcaption><b>Figure\u00A02.</b>"
        " A mast.</figcaption></figure>");
    check_block(
        table,
        "<div class=\"scroll\" role=\"region\" aria-label=\"Ships\" tabindex=\"0\">"
        "<table id=\"tbl-a\"><caption><b>Table\u00A01.</b> Ships</caption>\n<thead>\n"
        "<tr><td></td><th class=\"number\" scope=\"col\">Lost</th></tr>\n</thead>\n<tbody>\n"
        "<tr><th scope=\"row\">1869</th><td "
        "class=\"number\">2</td></tr>\n</tbody>\n</table></div>");
    check_block(tasks,
                "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled checked> "
                "a</label></li>\n"
                "<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"to do\"><pre");
    check_block(ordered, "<ol start=\"3\" type=\"a\">\n<li><p>x</p>\n</li>\n</ol>");
    check_block(definitions, "<dl>\n<dt>t</dt>\n<dd>d</dd>\n</dl>");
    check_block(verse, "<p class=\"lines\">a<br>\nb</p>");
}

static void sections(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    struct node *outer = header(2, "a", "Alpha"), *inner = header(3, "b", "Beta");
    add(b,
        with_class(make(NODE_DIV, outer, para("x"),
                        with_class(make(NODE_DIV, inner, END), "section"),
                        make(NODE_BLOCK_QUOTE, header(1, "q", "Quoted"), END), END),
                   "section"));
    add_heading(b, outer);
    add_heading(b, inner);
    write_page(b);
    struct str page = find_sheet(b, "essays/light/index.html");
    check_has(page,
              "<section id=\"a\"><h2>Alpha</h2>\n<p>x</p>\n<section id=\"b\"><h3>Beta</h3>\n"
              "</section>\n<blockquote><h3 id=\"q\">Quoted</h3>\n</blockquote>\n</section>");
    check_has(page,
              "<nav class=\"toc\" role=\"doc-toc\" aria-label=\"Contents\"><ol><li>"
              "<a href=\"#a\">Alpha</a><ol><li><a href=\"#b\">Beta</a></li></ol></li></ol></nav>");
    assert_int_equal(b->roll.items.count, 3);
    bench_free(b);
}

/* ---- notes ---- */

static void check_roll(const struct bench *b, size_t i, enum carried_kind kind, const char *id,
                       const char *number)
{
    assert_true(i < b->roll.items.count);
    assert_int_equal(b->roll.items.at[i].kind, kind);
    assert_true(str_is(b->roll.items.at[i].id, id));
    assert_true(str_is(b->roll.items.at[i].number, number));
}

static void notes(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    struct node *inner = make(NODE_PARA, str("Text"), footnote("wind-a", "2", para("Inner.")), END);
    add(b,
        make(NODE_PARA, passage("wind line", "the wind"), note("wind", "editor", "1", inner),
             passage("line", " blew"), note("line", "translator", "†", make(NODE_CODE_BLOCK, END)),
             END));
    add_note(b, "wind", "the wind");
    add_note(b, "line", "the wind blew");
    write_page(b);
    struct str page = find_sheet(b, "essays/light/index.html");
    check_has(
        page,
        "<p><span class=\"hl\" data-n=\"wind line\" data-d=\"2\">the wind</span>"
        "<a class=\"noteref layer-editor\" id=\"ref-wind\" href=\"#note-wind\" role=\"doc-noteref\""
        " aria-label=\"Note 1\">1</a><span class=\"hl\" data-n=\"line\"> blew</span>"
        "<a class=\"noteref layer-translator\" id=\"ref-line\" href=\"#note-line\""
        " role=\"doc-noteref\" aria-label=\"Note †\">†</a></p>");
    check_has(
        page,
        "<li id=\"note-wind\" class=\"layer-editor\" value=\"1\"><span class=\"number\">1</span>\n"
        "<p class=\"lemma\"><a href=\"#ref-wind\" role=\"doc-backlink\">the wind</a></p>\n<p>Text"
        "<a class=\"noteref\" id=\"fnref-wind-a\" href=\"#fn-wind-a\" role=\"doc-noteref\""
        " aria-label=\"Note 2\">2</a></p>\n</li>\n"
        "<li id=\"fn-wind-a\" value=\"2\"><span class=\"number\">2</span>\n<p>Inner.\u00A0"
        "<a class=\"back\" href=\"#fnref-wind-a\" role=\"doc-backlink\""
        " aria-label=\"Back to the text\">↩\uFE0E</a></p>\n</li>\n"
        "<li id=\"note-line\" class=\"layer-translator\"><span class=\"number\">†</span>\n");
    check_has(page, "<p><span class=\"label\">Translator’s note</span> </p>\n<pre");
    check_roll(b, 0, CARRIED_NOTE, "note-wind", "1");
    check_roll(b, 1, CARRIED_FOOTNOTE, "fn-wind-a", "2");
    check_roll(b, 2, CARRIED_NOTE, "note-line", "†");
    struct str rules = find_sheet(b, "essays/light/notes.css");
    check_has(rules,
              "#ref-wind{anchor-name:--r1}#note-wind{--me:--n1;--ref:--r1;--prev:--n0}\n"
              ":root:has(#ref-wind:is(:hover,:focus-visible),"
              "#note-wind:is(:hover,:focus-within,:target),[data-n~=\"wind\"]:hover)"
              " :is([data-n~=\"wind\"],#note-wind){--on:1}\n#fnref-wind-a{anchor-name:--r2}");
    check_has(page, "<link rel=\"stylesheet\" href=\"notes.css\">");
    bench_free(b);
}

static void note_titles_and_whole_notes(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    struct node *whole = with_id(with_class(make(NODE_DIV, para("All."), END), "note"), "note-all");
    add(b, with_attr(whole, "layer", "translator"));
    struct node *title = with_class(make(NODE_SPAN, str("Why"), END), "title");
    struct node *text = make(NODE_PARA, title, END);
    add(b, make(NODE_PARA, note("why", "translator", "1", text), END));
    write_page(b);
    struct str page = find_sheet(b, "essays/light/index.html");
    check_has(page,
              "<aside class=\"note layer-translator\" id=\"note-all\" role=\"note\""
              " aria-label=\"Translator’s note\">\n<p><span class=\"label\">Translator’s note"
              "</span> All.</p>\n</aside>\n\n\n</header>");
    check_has(page,
              "<p class=\"note-title\"><span class=\"label\">Translator’s note</span> Why</p>");
    check_roll(b, 0, CARRIED_NOTE, "note-all", "");
    bench_free(b);
}

/*
 * Each of several layers has its box, and rules that hide
 * its marks, notes and passages; one layer has none.
 */
static void layers(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    add(b,
        make(NODE_PARA, passage("a", "x"), note("a", "editor", "1", para("n")), passage("b a", "y"),
             note("b", "translator", "2", para("n")), END));
    write_page(b);
    struct str rules = find_sheet(b, "essays/light/notes.css");
    check_has(
        find_sheet(b, "essays/light/index.html"),
        "<fieldset class=\"layers\"><legend>Notes</legend>\n<label><input type=\"checkbox\" checked"
        " id=\"layer_editor\">editor</label>\n<label><input type=\"checkbox\" checked"
        " id=\"layer_translator\">Translator’s note</label>\n</fieldset>");
    check_has(rules,
              ":root:has(#layer_editor:not(:checked)) :is(a,aside).layer-editor{display:none}\n");
    check_has(rules,
              ":root:has(#layer_editor:not(:checked)) :is([data-n~=\"a\"]){--wash:transparent}\n");
    check_has(
        rules,
        ":root:has(#layer_translator:checked) :is([data-n~=\"b\"]){--wash:var(--wash-of-notes)}\n");
    bench_free(b);
}

/* The name stands at the notes of another hand than most. */
static void hands(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    static const char *const authors[] = {"S. Noh", "I. Calloway", "I. Calloway"};
    static const char *const ids[] = {"a", "b", "c"};
    for (size_t i = 0; i < 3; i++) {
        add(b, make(NODE_PARA, note(ids[i], "translator", ids[i], para("n")), END));
        add_note(b, ids[i], "x");
        b->doc.notes.at[i].author = str_from(authors[i]);
    }
    write_page(b);
    struct str page = find_sheet(b, "essays/light/index.html");
    check_has(page, "<span class=\"label\">Translator’s note · S. Noh</span> n");
    check_hasnt(page, "Calloway");
    bench_free(b);
}

/* A mark inside a link would be a link inside a link: it comes after. */
static void marks_leave_links(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    add(b,
        make(NODE_PARA,
             leads(make(NODE_LINK, str("a"), footnote("f", "1", para("n")), str("b"), END),
                   (struct ref){.kind = REF_URL, .url = STR("https://x.org/")}),
             END));
    write_page(b);
    check_has(find_sheet(b, "essays/light/index.html"),
              "<a href=\"https://x.org/\">ab</a><a class=\"noteref\" id=\"fnref-f\"");
    bench_free(b);
}

/* An id that a filter made up may hold anything; the rules still name it. */
static void strange_ids(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    add(b, make(NODE_PARA, passage("a\"b{", "x"), note("a\"b{", "editor", "1", para("n")), END));
    write_page(b);
    check_has(find_sheet(b, "essays/light/notes.css"), "#ref-a\\22 b\\7b {anchor-name:--r1}");
    check_has(find_sheet(b, "essays/light/index.html"),
              "id=\"ref-a&quot;b{\" href=\"#note-a%22b%7B\"");
    bench_free(b);
}

/* ---- the page ---- */

static void page_of_an_essay(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    b->doc.abstract = make(NODE_BLOCKS, para("In short."), END);
    add(b, para("x"));
    write_page(b);
    struct str page = find_sheet(b, "essays/light/index.html");
    check_has(page, "<html lang=\"en\">");
    check_has(page, "<title>Who keeps &lt;the&gt; light? · Ness &amp; Co</title>");
    check_has(page, "<meta name=\"description\" content=\"In short.\">");
    check_has(page, "<link rel=\"canonical\" href=\"https://example.org/ness/essays/light/\">");
    check_has(page, "<link rel=\"stylesheet\" href=\"../../assets/paper.");
    check_has(page, "<li><a href=\"../index.html\" aria-current=\"true\">Essays</a></li>");
    check_has(page, "<article class=\"essay\" id=\"essay-light\" lang=\"en\">");
    check_has(page,
              "<span class=\"author\">Ada Morrow</span><span>Edited by Ines Okafor</span>"
              "<time datetime=\"2026-03-14\">March 14, 2026</time><span>3 minutes</span>");
    check_has(page, "<div class=\"abstract\" role=\"doc-abstract\"><p>In short.</p>");
    check_has(page,
              "<p>Morrow, Ada. “Who keeps &lt;the&gt; light?” <cite>Ness &amp; Co</cite>, "
              "March 14, 2026. <a href=\"https://example.org/ness/essays/light/\">");
    check_has(page,
              "<li><a href=\"light.pdf\">PDF</a></li>\n<li><a href=\"light.xml\">DocBook</a></li>");
    check_has(page,
              "Published under <a href=\"https://creativecommons.org/licenses/by-sa/4.0/\""
              " rel=\"license\">CC BY-SA 4.0</a>.");
    check_has(page, "<time datetime=\"2026-04-01\">April 1, 2026</time> A date was wrong.</li>");
    check_has(page, "<a href=\"../tide/index.html\" rel=\"next\">A table of tides →</a>");
    check_hasnt(page, "style=");
    check_hasnt(page, "<script");
    assert_true(str_is(b->essay.abstract_html, "<p>In short.</p>\n"));
    assert_int_equal(find_sheet(b, "essays/light/notes.css").len, 0);
    bench_free(b);
}

static void language_of_a_page(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    b->doc.language = STR("ar");
    add(b, make(NODE_PARA, str("x"), footnote("a", "1", para("y")), END));
    write_page(b);
    struct str page = find_sheet(b, "essays/light/index.html");
    check_has(page, "<html lang=\"ar\" dir=\"rtl\">");
    check_has(page, "14 مارس 2026");
    check_has(page, "aria-label=\"حاشية 1\"");
    check_has(page, "<a class=\"home\" href=\"../../index.html\" lang=\"en\">Ness &amp; Co</a>");
    bench_free(b);
}

/* ---- lists ---- */

static void add_use(const struct page *page, size_t paragraph, const char *number)
{
    struct use use = {.page = page, .paragraph = paragraph, .number = str_from(number)};
    *LIST_ADD(&keeper.uses, arena) = use;
}

static void lists(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    b->essay.abstract_html = STR("<p>Short.</p>\n");
    b->essay.note_count = 1;
    keeper.definition = make(NODE_BLOCKS, para("Who keeps."), END);
    add_use(&b->essay, 2, "");
    add_use(&b->essay, 2, "");
    add_use(&b->essay, 0, "3");
    add_use(&b->older, 1, "");
    write_html_lists(&b->site, b->theme, arena, &b->sheets, b->diags);
    struct str home = find_sheet(b, "index.html");
    check_has(home, "<title>Ness &amp; Co</title>");
    check_has(home,
              "<h2 id=\"newest_essay\"><a href=\"essays/light/index.html\">Who keeps &lt;the&gt; "
              "light?</a></h2>");
    check_has(home,
              "<p class=\"meta\">Ada Morrow · <time datetime=\"2026-03-14\">March 14, 2026</time> "
              "· 1 note</p>\n<p>Short.</p>");
    check_has(home, "<time datetime=\"2025-11\">November 2025</time> · no notes</p>");
    check_has(home,
              "<li><a href=\"glossary/index.html#term-keeper\">keeper</a> Who kept a "
              "&quot;light&quot;.</li>");
    check_has(find_sheet(b, "essays/index.html"),
              "<h2><a href=\"tide/index.html\">A table of tides</a></h2>");
    struct str glossary = find_sheet(b, "glossary/index.html");
    check_has(glossary,
              "<li><a href=\"#letter-k\">K</a></li>\n<li><span aria-hidden=\"true\">L</span></li>");
    check_has(glossary,
              "<div id=\"term-keeper\"><dt><dfn>keeper</dfn></dt>\n<dd><p>Who keeps.</p>");
    check_has(glossary,
              "<p class=\"used-in\">Used in <a href=\"../essays/light/index.html\">Who keeps "
              "&lt;the&gt; light?</a>, ¶\u00A02, note\u00A03; <a "
              "href=\"../essays/tide/index.html\">A table of tides</a>, ¶\u00A01.</p>");
    struct str missing = find_sheet(b, "404.html");
    check_has(missing, "href=\"/ness/assets/paper.");
    check_has(missing, "<a href=\"/ness/essays/index.html\">Essays</a>");
    keeper.uses.at = NULL;
    keeper.uses.count = keeper.uses.room = 0;
    keeper.definition = NULL;
    bench_free(b);
}

static void assets(void **state)
{
    (void)state;
    struct bench *b = bench_new();
    theme_assets(b->theme, arena, &b->sheets);
    assert_true(b->sheets.list.count > 0);
    assert_true(str_eq(b->sheets.list.at[0].path, theme_style(b->theme, 0)));
    assert_int_equal(b->sheets.list.at[0].path.len, strlen("assets/paper.0123456789abcdef.css"));
    bench_free(b);
}

static void no_such_theme(void **state)
{
    (void)state;
    struct diags *diags = diags_new();
    static const char *const names[] = {"papier", "../themes/paper", "", "."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct site site = {.arena = arena_new()};
        *LIST_ADD(&site.data_folders, site.arena) = STR(".");
        site.config.theme = str_from(names[i]);
        assert_null(theme_load(&site, diags));
        arena_free(site.arena);
    }
    assert_true(diags_count(diags, SEVERITY_ERROR) > 0);
    diags_free(diags);
}

/* A project replaces one template; a name that its template misspells is an error in that file. */
static void project_templates(void **state)
{
    (void)state;
    char folder[] = P_tmpdir "/gloss-theme-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct bench *b = bench_new();
    struct str file = str_fmt(arena, "%s/themes/paper/foot.mustache", folder);
    assert_int_equal(file_write(file, STR("<p>{{title}}</p>\n{{titel}}\n")), 0);
    theme_free(b->theme);
    b->site.root = str_from(folder);
    b->site.data_folders.at[0] = b->site.root;
    *LIST_ADD(&b->site.data_folders, arena) = STR(".");
    b->theme = theme_load(&b->site, b->diags);
    assert_non_null(b->theme);
    add(b, para("x"));
    write_page(b);
    assert_int_equal(find_sheet(b, "essays/light/index.html").len, 0);
    assert_int_equal(diags_count(b->diags, SEVERITY_ERROR), 1);
    char said[300] = "";
    FILE *to = fmemopen(said, sizeof said, "w");
    diags_print(b->diags, to, (struct diags_style){.format = MESSAGE_SHORT});
    fclose(to);
    assert_string_equal(said,
                        "themes/paper/foot.mustache:2:1: error[template-unknown-name]: "
                        "there is nothing called \"titel\" here\n");
    diags_free(b->diags);
    b->diags = diags_new();
    folder_remove(b->site.root);
    bench_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inline_text),
        cmocka_unit_test(links),
        cmocka_unit_test(blocks),
        cmocka_unit_test(sections),
        cmocka_unit_test(notes),
        cmocka_unit_test(note_titles_and_whole_notes),
        cmocka_unit_test(layers),
        cmocka_unit_test(hands),
        cmocka_unit_test(marks_leave_links),
        cmocka_unit_test(strange_ids),
        cmocka_unit_test(page_of_an_essay),
        cmocka_unit_test(language_of_a_page),
        cmocka_unit_test(lists),
        cmocka_unit_test(assets),
        cmocka_unit_test(no_such_theme),
        cmocka_unit_test(project_templates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
