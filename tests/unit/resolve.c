/* Names become places: sections, ids, numbers, links. */
#include "folder.h"

#include <time.h>

#include "resolve/resolve.h"

struct resolving {
    struct folder folder;
    struct arena *arena;
    struct diags *diags;
    struct site site;
    struct page page, other;
    struct doc doc;
};

static void start(struct resolving *r)
{
    *r = (struct resolving){.folder = folder_open(), .diags = diags_new()};
    r->arena = r->folder.arena;
    r->page = (struct page){PAGE_ESSAY, STR("x"), STR("essays"), .path = STR("essays/x")};
    r->page.file = STR("content/essays/x.md");
    r->page.folder = STR("content/essays");
    r->page.meta.title = STR("The X");
    r->other = (struct page){PAGE_ESSAY, STR("y"), STR("essays"), .path = STR("essays/y")};
    r->other.file = STR("content/essays/y.md");
    r->other.meta.title = STR("The Y");
    r->other.targets = map_new(r->arena);
    r->site.arena = r->arena;
    r->site.root = r->folder.path;
    r->site.pages_by_file = map_new(r->arena);
    r->site.entries_by_id = map_new(r->arena);
    *LIST_ADD(&r->site.pages, r->arena) = &r->page;
    *LIST_ADD(&r->site.pages, r->arena) = &r->other;
    map_add(&r->site.pages_by_file, r->page.file, &r->page);
    map_add(&r->site.pages_by_file, r->other.file, &r->other);
    r->doc = (struct doc){.arena = r->arena, .keep = r->arena, .site = &r->site, .page = &r->page};
    r->doc.language = STR("en");
    r->doc.body = node_new(r->arena, NODE_BLOCKS, SPAN_NONE);
}

static void end(struct resolving *r)
{
    folder_close(&r->folder);
    diags_free(r->diags);
}

/* Resolve; the diagnostics must read `wanted`. */
static void expect(struct resolving *r, const char *wanted)
{
    size_t errors = diags_count(r->diags, SEVERITY_ERROR);
    bool ok = resolve_doc(&r->doc, r->diags);
    assert_true(ok == (diags_count(r->diags, SEVERITY_ERROR) == errors));
    assert_str(said(r->arena, r->diags), wanted);
}

static struct str body(struct resolving *r)
{
    struct out out = out_new(r->arena);
    node_dump(r->doc.body, &out);
    return out_str(&out);
}

static struct node *header(struct resolving *r, int level, const char *text)
{
    return add_header(r->arena, r->doc.body, level, text);
}

static struct node *para(struct resolving *r, const char *text)
{
    return add_para(r->arena, r->doc.body, text);
}

/* A note of `layer` whose mark stands at the end of `para`. */
static struct node *note(struct resolving *r, struct node *para, const char *id, const char *layer)
{
    struct note *note = LIST_ADD(&r->doc.notes, r->arena);
    *note = (struct note){.id = str_from(id), .layer = str_from(layer)};
    struct node *span = add_node(r->arena, para, NODE_SPAN);
    node_add_class(r->arena, span, STR("note"));
    node_set_id(r->arena, span, str_fmt(r->arena, "ref-%s", id));
    node_set_attr(r->arena, span, STR("note"), note->id);
    node_set_attr(r->arena, span, STR("layer"), note->layer);
    struct node *text = add_node(r->arena, span, NODE_NOTE);
    add_para(r->arena, text, "Noted.");
    return text;
}

static void whole_note(struct resolving *r, const char *id)
{
    struct note *note = LIST_ADD(&r->doc.notes, r->arena);
    *note = (struct note){.id = str_from(id), .layer = STR("note"), .whole = true};
    struct node *div = node_new(r->arena, NODE_DIV, SPAN_NONE);
    node_add_class(r->arena, div, STR("note"));
    node_set_id(r->arena, div, str_fmt(r->arena, "note-%s", id));
    add_para(r->arena, div, "On all of it.");
    node_prepend(r->doc.body, div);
}

static struct entry *entry(struct resolving *r, const char *id)
{
    struct entry *entry = ARENA_NEW(r->arena, struct entry);
    entry->id = entry->sort_key = str_from(id);
    entry->term = str_fmt(r->arena, "The %s", id);
    entry->file = str_fmt(r->arena, "content/glossary/%s.md", id);
    entry->definition = node_new(r->arena, NODE_BLOCKS, SPAN_NONE);
    *LIST_ADD(&r->site.entries, r->arena) = entry;
    map_add(&r->site.entries_by_id, entry->id, entry);
    return entry;
}

/* ---- sections ---- */

static void test_sections(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    para(&r, "before");
    header(&r, 2, "One");
    para(&r, "in one");
    header(&r, 3, "Inner");
    header(&r, 2, "Two");
    header(&r, 1, "Three");
    expect(&r, "");
    assert_str(body(&r),
               "Blocks\n"
               "  Para\n"
               "    Str \"before\"\n"
               "  Div {#one .section}\n"
               "    Header {#one} 2\n"
               "      Str \"One\"\n"
               "    Para\n"
               "      Str \"in\"\n"
               "      Space\n"
               "      Str \"one\"\n"
               "    Div {#inner .section}\n"
               "      Header {#inner} 3\n"
               "        Str \"Inner\"\n"
               "  Div {#two .section}\n"
               "    Header {#two} 2\n"
               "      Str \"Two\"\n"
               "  Div {#three .section}\n"
               "    Header {#three} 2\n"
               "      Str \"Three\"\n");
    assert_int_equal(r.doc.headings.count, 4);
    assert_str(r.doc.headings.at[1].id, "inner");
    assert_int_equal(r.doc.headings.at[1].depth, 2);
    end(&r);
}

static void test_levels_that_skip(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct node *first = header(&r, 3, "First"), *inner = header(&r, 6, "Inner");
    struct node *then = header(&r, 4, "Then"), *last = header(&r, 2, "Last");
    expect(&r,
           "warning[heading-skips]: a heading of level 3 follows the title, of level 1\n"
           "warning[heading-skips]: a heading of level 6 follows one of level 3\n");
    assert_int_equal(first->level, 2);
    assert_int_equal(inner->level, 3);
    assert_int_equal(then->level, 3);
    assert_int_equal(last->level, 2);
    end(&r);
}

/* An author may write our own class on a div; that makes no section of it. */
static void test_section_of_an_author(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct node *empty = add_node(r.arena, r.doc.body, NODE_DIV);
    node_add_class(r.arena, empty, STR("section"));
    struct node *div = add_node(r.arena, r.doc.body, NODE_DIV);
    node_add_class(r.arena, div, STR("section"));
    node_set_id(r.arena, div, STR("mine"));
    add_para(r.arena, div, "text");
    add_link(r.arena, para(&r, ""), "#mine", "there");
    expect(&r, "");
    assert_int_equal(r.doc.headings.count, 0);
    assert_str(node_id(div), "mine");
    end(&r);
}

static void test_deep_levels(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    for (int level = 1; level <= 9; level++)
        header(&r, level, "H");
    struct node *last = r.doc.body->last;
    resolve_doc(&r.doc, r.diags);
    assert_int_equal(last->level, 6);
    end(&r);
}

/* ---- ids ---- */

static void test_ids(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct node *explicit = header(&r, 2, "Same");
    node_set_id(r.arena, explicit, STR("same-2"));
    struct node *same = header(&r, 2, "Same"), *again = header(&r, 2, "Same");
    struct node *ours = header(&r, 2, "Notes"), *essay = header(&r, 2, "Essay x");
    struct node *mark = header(&r, 2, "Ref a");
    note(&r, para(&r, "passage"), "a", "note");
    expect(&r, "");
    assert_str(node_id(same), "same");
    assert_str(node_id(again), "same-3");
    assert_str(node_id(ours), "notes-2");
    assert_str(node_id(essay), "essay-x-2");
    assert_str(node_id(mark), "ref-a-2");
    end(&r);
}

static void test_id_twice(void **state)
{
    (void)state;
    struct resolving r;
    struct source source = {.path = STR("x.md"), .text = STR("one two three")};
    start(&r);
    const char *const ids[] = {"a", "notes", "a"};
    for (size_t i = 0; i < 3; i++) {
        struct node *p = para(&r, "text");
        p->span = span_of(&source, i * 4, i * 4 + 3);
        node_set_id(r.arena, p, str_from(ids[i]));
    }
    expect(&r,
           "x.md:1:5: error[id-twice]: the id \"notes\" stands twice\n"
           "x.md:1:9: error[id-twice]: the id \"a\" stands twice\n");
    end(&r);
}

/* Twenty thousand headings of one name are strange, but no reason to stand still. */
static void test_many_of_one_name(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    for (int i = 0; i < 20000; i++)
        header(&r, 2, "Same");
    clock_t before = clock();
    expect(&r, "");
    assert_true((double)(clock() - before) / CLOCKS_PER_SEC < 5);
    assert_str(node_id(r.doc.body->last), "same-20000");
    end(&r);
}

/* ---- numbers ---- */

static void test_one_series(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct node *p = para(&r, "text");
    struct node *first = note(&r, p, "later-in-file", "note");
    struct node *inner = add_footnote(r.arena, first->first, "a", "of the note");
    struct node *footnote = add_footnote(r.arena, p, "a", "of the text");
    struct node *made = add_footnote(r.arena, p, "", "of a filter");
    struct node *last = note(&r, p, "b", "note");
    whole_note(&r, "overview");
    struct note swap = r.doc.notes.at[0];
    r.doc.notes.at[0] = r.doc.notes.at[1];
    r.doc.notes.at[1] = swap;
    expect(&r, "");
    assert_str(first->number, "1");
    assert_str(inner->number, "2");
    assert_str(footnote->number, "3");
    assert_str(made->number, "4");
    assert_str(last->number, "5");
    assert_str(inner->label, "later-in-file-a");
    assert_str(footnote->label, "a");
    assert_str(made->label, "4");
    assert_str(r.doc.notes.at[0].id, "overview");
    assert_str(r.doc.notes.at[0].number, "");
    assert_str(r.doc.notes.at[1].id, "later-in-file");
    assert_str(r.doc.notes.at[2].number, "5");
    assert_int_equal(r.page.note_count, 3);
    end(&r);
}

static void add_layer(struct resolving *r, const char *name, enum mark_style marks)
{
    *LIST_ADD(&r->site.config.layers, r->arena) = (struct layer){str_from(name), STR_NONE, marks};
}

static void test_layers(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    add_layer(&r, "editor", MARKS_TOGETHER);
    add_layer(&r, "translator", MARKS_SYMBOLS);
    add_layer(&r, "reader", MARKS_ALPHA);
    add_layer(&r, "printer", MARKS_ROMAN);
    struct node *p = para(&r, "text"), *marks[40];
    const char *const layers[] = {"editor", "translator", "reader", "printer"};
    for (size_t i = 0; i < 40; i++)
        marks[i] = note(&r, p, str_c(r.arena, str_fmt(r.arena, "n%zu", i)), layers[i % 4]);
    struct node *footnote = add_footnote(r.arena, p, "a", "text");
    expect(&r, "");
    assert_str(marks[0]->number, "1");
    assert_str(marks[36]->number, "10");
    assert_str(footnote->number, "11");
    const char *const symbols[] = {"*", "†", "‡", "§", "‖", "¶", "**", "††"};
    for (size_t i = 0; i < 8; i++)
        assert_str(marks[i * 4 + 1]->number, symbols[i]);
    assert_str(marks[38]->number, "j");
    assert_str(marks[3]->number, "i");
    assert_str(marks[15]->number, "iv");
    assert_str(marks[35]->number, "ix");
    end(&r);
}

static void test_numbering_by_layer(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    add_layer(&r, "editor", MARKS_TOGETHER);
    add_layer(&r, "reader", MARKS_ALPHA);
    r.site.config.number_by_layer = true;
    struct node *p = para(&r, "text");
    struct node *a = note(&r, p, "a", "editor"), *b = add_footnote(r.arena, p, "f", "text");
    struct node *c = note(&r, p, "c", "editor"), *last = NULL;
    for (int i = 0; i < 28; i++)
        last = note(&r, p, str_c(r.arena, str_fmt(r.arena, "n%d", i)), "reader");
    expect(&r, "");
    assert_str(a->number, "1");
    assert_str(b->number, "2"); /* no number stands for a footnote and for a note of the layer */
    assert_str(c->number, "3");
    assert_str(last->number, "ab");
    end(&r);
}

static struct node *add_float(struct resolving *r, enum node_kind kind, const char *id,
                              const char *caption)
{
    struct node *node = add_node(r->arena, r->doc.body, kind);
    if (*id != '\0')
        node_set_id(r->arena, node, str_from(id));
    add_para(r->arena, add_node(r->arena, node, NODE_CAPTION), caption);
    return node;
}

static void test_figures_and_references(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct node *bare = add_float(&r, NODE_FIGURE, "", "");
    struct node *figure = add_float(&r, NODE_FIGURE, "", "A caption");
    struct node *named = add_float(&r, NODE_FIGURE, "fig-map", "");
    struct node *table = add_float(&r, NODE_TABLE, "tbl-x", "Sizes");
    header(&r, 2, "The end");
    struct node *p = para(&r, "see");
    const char *const targets[] = {"#fig-map", "#tbl-x", "#the-end", "note:a", "#fn-f", "essay:y"};
    const char *const texts[] = {"Figure\u00A02", "Table\u00A01", "The end", "1", "2", "The Y"};
    struct node *links[6];
    for (size_t i = 0; i < 6; i++)
        links[i] = add_link(r.arena, p, targets[i], "");
    struct node *with_text = add_link(r.arena, p, "#fig-map", "this map");
    note(&r, p, "a", "note");
    add_footnote(r.arena, p, "f", "text");
    expect(&r, "");
    assert_str(bare->number, "");
    assert_str(figure->number, "1");
    assert_str(named->number, "2");
    assert_str(table->number, "1");
    for (size_t i = 0; i < 6; i++)
        assert_str(node_plain_str(r.arena, links[i]), texts[i]);
    assert_str(node_plain_str(r.arena, with_text), "this map");
    assert_int_equal(links[3]->ref->kind, REF_HERE);
    assert_str(links[3]->ref->id, "note-a");
    end(&r);
}

static void test_reference_words(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    r.doc.language = STR("ko-KR");
    add_float(&r, NODE_FIGURE, "fig-map", "");
    struct node *link = add_link(r.arena, para(&r, ""), "#fig-map", "");
    expect(&r, "");
    assert_str(node_plain_str(r.arena, link), "그림\u00A01");
    end(&r);
}

/* ---- links ---- */

static void test_links(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    entry(&r, "tisa");
    write_in(&r.folder, "content/essays/a b.pdf", "");
    write_in(&r.folder, "static/s.pdf", "");
    struct node *p = para(&r, "");
    header(&r, 2, "Here");
    struct {
        const char *target;
        enum ref_kind kind;
        const char *leads;
    } rows[] = {
        {"https://a.b/c", REF_URL, "https://a.b/c"},
        {"HTTP://a.b", REF_URL, "HTTP://a.b"},
        {"//a.b", REF_URL, "//a.b"},
        {"mailto:a@b.c", REF_URL, "mailto:a@b.c"},
        {"doi:10.1/x", REF_URL, "https://doi.org/10.1/x"},
        {"DOI:10.1/x", REF_URL, "https://doi.org/10.1/x"},
        {"#here", REF_HERE, "here"},
        {"x.md#here", REF_HERE, "here"},
        {"essay:x#here", REF_HERE, "here"},
        {"y.md", REF_PAGE, ""},
        {"../essays/y.md", REF_PAGE, ""},
        {"essay:y", REF_PAGE, ""},
        {"essay:essays/y", REF_PAGE, ""},
        {"/essays/y/", REF_PAGE, ""},
        {"/essays/y/index.html", REF_PAGE, ""},
        {"term:tisa", REF_TERM, ""},
        {"a%20b.pdf", REF_FILE, "essays/x/a b.pdf"},
        {"/s.pdf", REF_FILE, "s.pdf"},
    };
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct node *links[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        links[i] = add_link(r.arena, p, rows[i].target, "text");
    expect(&r, "");
    for (size_t i = 0; i < ROWS; i++) {
        const struct ref *ref = links[i]->ref;
        assert_int_equal(ref->kind, rows[i].kind);
        bool outside = ref->kind == REF_URL || ref->kind == REF_FILE;
        assert_str(outside ? ref->url : ref->id, rows[i].leads);
        if (ref->kind == REF_PAGE)
            assert_ptr_equal(ref->page, &r.other);
    }
    assert_true(node_has_class(links[15], "term"));
    assert_int_equal(r.doc.files.count, 1);
    assert_str(r.doc.files.at[0].from, "content/essays/a b.pdf");
    end(&r);
}

/* Each of these says something of its own; none leaves a link without a ref. */
static void test_broken_links(void **state)
{
    (void)state;
    struct source source = {.path = STR("x.md"), .text = STR("0123456789abcdefghij")};
    struct resolving r;
    start(&r);
    struct page twin = {PAGE_ESSAY, STR("y"), STR("reviews"), .path = STR("reviews/y")};
    *LIST_ADD(&r.site.pages, r.arena) = &twin;
    entry(&r, "tisa");
    struct node *p = para(&r, "");
    header(&r, 2, "The heading");
    const char *const targets[] = {
        "#the-headin", "note:none",  "term:tissa",       "essay:z",    "essay:y",
        "z.md",        "../../../x", "javascript:x",     "/nothing/",  "",
        "#",           "essay:",     "data:text/html,x", "#term-tisa", "x.md#none"};
    enum { ROWS = sizeof targets / sizeof targets[0] };
    struct node *links[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        links[i] = add_link(r.arena, p, targets[i], "text");
        links[i]->span = span_of(&source, i, i + 1);
    }
    expect(&r,
           "x.md:1:1: error[link-no-heading]: there is no \"#the-headin\" on this page\n"
           "x.md:1:2: error[link-no-heading]: this essay has no note \"none\"\n"
           "x.md:1:3: error[term-unknown]: the glossary has no term \"tissa\"\n"
           "x.md:1:4: error[link-no-page]: \"essay:z\" leads to no page or file of this site\n"
           "x.md:1:5: error[link-no-page]: two sections have an essay \"y\"\n"
           "x.md:1:6: error[link-no-page]: \"z.md\" leads to no page or file of this site\n"
           "x.md:1:7: error[outside-project]: \"../../../x\" leads out of the project\n"
           "x.md:1:8: error[link-scheme]: a link with the scheme \"javascript:\" is not written\n"
           "x.md:1:9: error[link-no-page]: \"/nothing/\" leads to no page or file of this site\n"
           "x.md:1:10: warning[link-empty]: this link leads nowhere; its text is written without "
           "it\n"
           "x.md:1:11: warning[link-empty]: this link leads nowhere; its text is written without "
           "it\n"
           "x.md:1:12: error[link-no-page]: \"essay:\" leads to no page or file of this site\n"
           "x.md:1:13: error[link-scheme]: a link with the scheme \"data:\" is not written\n"
           "x.md:1:14: error[link-no-heading]: there is no \"#term-tisa\" on this page\n"
           "x.md:1:15: error[link-no-heading]: there is no \"x.md#none\" on this page\n");
    for (size_t i = 0; i < ROWS; i++)
        assert_int_equal(links[i]->ref->kind, REF_TEXT);
    struct str human = printed(r.arena, r.diags, (struct diags_style){.format = MESSAGE_HUMAN});
    assert_true(str_has(human, STR("did you mean \"#the-heading\"?")));
    assert_true(str_has(human, STR("did you mean \"term:tisa\"?")));
    assert_true(str_has(human, STR("write the section too: essay:SECTION/y")));
    end(&r);
}

static void test_images(void **state)
{
    (void)state;
    struct source source = {.path = STR("x.md"), .text = STR("0123456789")};
    struct resolving r;
    start(&r);
    write_in(&r.folder, "content/essays/map.svg", "<svg/>");
    write_in(&r.folder, "static/logo.svg", "<svg/>");
    struct node *p = para(&r, "");
    const char *const targets[] = {"map.svg",      "/logo.svg", "https://a.b/c.png", "none.svg",
                                   "/../x.svg",    "",          "javascript:x",      "map.svg",
                                   "../../../etc", "map.svg"};
    enum { ROWS = sizeof targets / sizeof targets[0] };
    struct node *images[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        images[i] = add_node(r.arena, p, NODE_IMAGE);
        images[i]->target = str_from(targets[i]);
        images[i]->span = span_of(&source, i, i + 1);
        add_words(r.arena, images[i], i == 9 ? "" : "what it shows");
    }
    expect(&r,
           "x.md:1:4: error[image-missing]: there is no image \"none.svg\"\n"
           "x.md:1:5: error[outside-project]: \"/../x.svg\" leads out of the project\n"
           "x.md:1:6: error[image-missing]: there is no image \"\"\n"
           "x.md:1:7: error[link-scheme]: a link with the scheme \"javascript:\" is not "
           "written\n"
           "x.md:1:9: error[outside-project]: \"../../../etc\" leads out of the project\n"
           "x.md:1:10: error[image-no-alt]: the image \"map.svg\" has no text that says what it "
           "shows\n");
    assert_str(images[0]->ref->url, "essays/x/map.svg");
    assert_str(images[1]->ref->url, "logo.svg");
    assert_str(images[2]->ref->url, "https://a.b/c.png");
    assert_int_equal(images[3]->ref->kind, REF_TEXT);
    assert_int_equal(r.doc.files.count, 1);
    end(&r);
}

/* Two pictures may have one name in two folders; the page must show both. */
static void test_files_of_one_name(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    write_in(&r.folder, "content/essays/a/map.svg", "a");
    write_in(&r.folder, "content/essays/b/map.svg", "b");
    struct node *p = para(&r, ""), *a = add_node(r.arena, p, NODE_IMAGE);
    struct node *b = add_node(r.arena, p, NODE_IMAGE);
    a->target = STR("a/map.svg");
    b->target = STR("b/map.svg");
    add_words(r.arena, a, "a map");
    add_words(r.arena, b, "a map");
    expect(&r, "");
    assert_str(a->ref->url, "essays/x/map.svg");
    assert_str(b->ref->url, "essays/x/map-2.svg");
    assert_str(r.doc.files.at[1].from, "content/essays/b/map.svg");
    assert_str(r.doc.files.at[1].to, "essays/x/map-2.svg");
    end(&r);
}

static void test_promises(void **state)
{
    (void)state;
    struct source source = {.path = STR("x.md"), .text = STR("0123456789")};
    struct resolving r;
    struct target target = {STR("there"), STR_NONE};
    start(&r);
    struct node *p = para(&r, "");
    add_link(r.arena, p, "y.md#there", "text")->span = span_of(&source, 0, 1);
    add_link(r.arena, p, "y.md#not-there", "text")->span = span_of(&source, 2, 3);
    expect(&r, "");
    assert_int_equal(r.page.promises.count, 2);
    map_add(&r.other.targets, target.id, &target);
    assert_false(resolve_promises(&r.page, r.diags));
    assert_str(said(r.arena, r.diags),
               "x.md:1:3: error[link-no-heading]: \"The Y\" has nothing with "
               "the id \"not-there\"\n");
    assert_int_equal(r.page.promises.count, 0);
    assert_true(resolve_promises(&r.page, r.diags));
    end(&r);
}

/* ---- the glossary ---- */

static void test_terms_and_what_they_name(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct entry *c = entry(&r, "c"), *b = entry(&r, "b"), *a = entry(&r, "a");
    entry(&r, "unused");
    struct page glossary = {.kind = PAGE_GLOSSARY};
    add_link(r.arena, add_para(r.arena, a->definition, ""), "term:b", "b");
    *LIST_ADD(&b->see_also, r.arena) = STR("c");
    *LIST_ADD(&c->see_also, r.arena) = STR("a");
    assert_true(resolve_entries(&r.site, &glossary, r.diags));
    add_link(r.arena, para(&r, "text"), "term:a", "");
    expect(&r, "");
    assert_int_equal(r.doc.terms.count, 3);
    assert_ptr_equal(r.doc.terms.at[0], a);
    assert_ptr_equal(r.doc.terms.at[1], b);
    assert_ptr_equal(r.doc.terms.at[2], c);
    assert_int_equal(r.page.uses.count, 1);
    assert_int_equal(r.page.uses.at[0].paragraph, 1);
    end(&r);
}

/* Each link of a definition to another page is promised once. */
static void test_promises_of_entries(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct page glossary = {.kind = PAGE_GLOSSARY};
    for (size_t i = 0; i < 5; i++) {
        struct entry *e = entry(&r, str_c(r.arena, str_fmt(r.arena, "e%zu", i)));
        add_link(r.arena, add_para(r.arena, e->definition, ""), "../essays/y.md#none", "text");
    }
    assert_true(resolve_entries(&r.site, &glossary, r.diags));
    assert_int_equal(glossary.promises.count, 5);
    assert_false(resolve_promises(&glossary, r.diags));
    end(&r);
}

static void test_see_also_unknown(void **state)
{
    (void)state;
    struct resolving r;
    start(&r);
    struct page glossary = {.kind = PAGE_GLOSSARY};
    struct entry *a = entry(&r, "tisa");
    *LIST_ADD(&a->see_also, r.arena) = STR("tsia");
    add_footnote(r.arena, add_para(r.arena, a->definition, "text"), "f", "no");
    assert_false(resolve_entries(&r.site, &glossary, r.diags));
    assert_str(said(r.arena, r.diags),
               "error[not-yet]: footnotes in the definition of a glossary entry are not possible "
               "yet\n"
               "error[term-unknown]: `see_also` names \"tsia\", which is not in the glossary\n");
    end(&r);
}

static void test_long_chain_of_terms(void **state)
{
    (void)state;
    struct resolving r;
    enum { LONG = 100000 };
    start(&r);
    struct entry *entries[2] = {entry(&r, "start"), NULL};
    struct page glossary = {.kind = PAGE_GLOSSARY};
    for (size_t i = 0; i < LONG; i++) {
        struct str id = str_fmt(r.arena, "e%zu", i);
        *LIST_ADD(&entries[0]->see_also, r.arena) = id;
        entries[0] = entry(&r, str_c(r.arena, id));
    }
    assert_true(resolve_entries(&r.site, &glossary, r.diags));
    add_link(r.arena, para(&r, "text"), "term:start", "");
    expect(&r, "");
    assert_int_equal(r.doc.terms.count, LONG + 1);
    end(&r);
}

/* ---- the roll ---- */

static void test_roll(void **state)
{
    (void)state;
    struct resolving r;
    struct roll wanted = {0};
    bool in_first = false;
    start(&r);
    entry(&r, "tisa");
    header(&r, 2, "One");
    struct node *p = para(&r, "text");
    struct node *first = note(&r, p, "a", "note");
    add_link(r.arena, first->first, "https://a.b", "in a note");
    add_footnote(r.arena, p, "f", "text");
    add_link(r.arena, p, "term:tisa", "t");
    add_link(r.arena, p, "term:tisa", "t");
    add_link(r.arena, p, "#one", "here");
    add_link(r.arena, p, "y.md", "page");
    add_link(r.arena, p, "#", "empty");
    node_add_class(r.arena, add_link(r.arena, p, "#fn-f", "2"), STR("fnref"));
    add_float(&r, NODE_FIGURE, "fig-a", "");
    add_float(&r, NODE_FIGURE, "", "captioned, but no one can refer to it");
    add_float(&r, NODE_TABLE, "tbl-a", "");
    whole_note(&r, "overview");
    resolve_doc(&r.doc, r.diags);
    roll_add(r.arena, &wanted, CARRIED_HEADING, STR("one"), STR_NONE);
    roll_add(r.arena, &wanted, CARRIED_NOTE, STR("note-a"), STR("1"));
    roll_add(r.arena, &wanted, CARRIED_NOTE, STR("note-overview"), STR_NONE);
    roll_add(r.arena, &wanted, CARRIED_FOOTNOTE, STR("fn-f"), STR("2"));
    roll_add(r.arena, &wanted, CARRIED_TERM, STR("term-tisa"), STR_NONE);
    roll_add(r.arena, &wanted, CARRIED_TERM, STR("term-tisa"), STR_NONE);
    roll_add(r.arena, &wanted, CARRIED_REFERENCE, STR("https://a.b"), STR_NONE);
    roll_add(r.arena, &wanted, CARRIED_REFERENCE, STR("one"), STR_NONE);
    roll_add(r.arena, &wanted, CARRIED_REFERENCE, STR("y"), STR_NONE);
    roll_add(r.arena, &wanted, CARRIED_FIGURE, STR("fig-a"), STR("1"));
    roll_add(r.arena, &wanted, CARRIED_TABLE, STR("tbl-a"), STR("1"));
    const struct carried *item = roll_difference(&r.doc.roll, &wanted, &in_first);
    if (item != NULL)
        print_message("%s %.*s %.*s\n", carried_name(item->kind), STR_ARG(item->id),
                      STR_ARG(item->number));
    assert_null(item);
    end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_levels_that_skip),
        cmocka_unit_test(test_section_of_an_author),
        cmocka_unit_test(test_deep_levels),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_id_twice),
        cmocka_unit_test(test_many_of_one_name),
        cmocka_unit_test(test_one_series),
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_numbering_by_layer),
        cmocka_unit_test(test_figures_and_references),
        cmocka_unit_test(test_reference_words),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_broken_links),
        cmocka_unit_test(test_images),
        cmocka_unit_test(test_files_of_one_name),
        cmocka_unit_test(test_promises),
        cmocka_unit_test(test_terms_and_what_they_name),
        cmocka_unit_test(test_promises_of_entries),
        cmocka_unit_test(test_see_also_unknown),
        cmocka_unit_test(test_long_chain_of_terms),
        cmocka_unit_test(test_roll),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
