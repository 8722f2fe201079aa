/*
 * Random essays: trees that keep to node.def and are otherwise as odd as a filter can make them,
 * written as DocBook and validated. GLOSS_SEED_NUMBER and GLOSS_ESSAYS choose which and how many;
 * each failure prints the number that makes it again. GLOSS_DOCBOOK_OUT names a folder that gets
 * every hundredth document, for other validators.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "docbook_make.h"
#include "write/docbook.h"
#include "xml/schema.h"

struct dice {
    struct world *w;
    uint64_t state;
    int left; /* nodes that may still be made */
    int notes;
};

static uint64_t roll_dice(struct dice *dice)
{
    /* xorshift64*: the same numbers everywhere. */
    dice->state ^= dice->state >> 12;
    dice->state ^= dice->state << 25;
    dice->state ^= dice->state >> 27;
    return dice->state * UINT64_C(2685821657736338717) >> 33;
}

static int below(struct dice *dice, int n)
{
    return (int)(roll_dice(dice) % (uint64_t)n);
}

static bool one_in(struct dice *dice, int n)
{
    return below(dice, n) == 0;
}

static struct str pick(struct dice *dice, const char *const *from, int n)
{
    return str_from(from[below(dice, n)]);
}

#define PICK(dice, ...)                                                                            \
    pick((dice), (const char *const[]){__VA_ARGS__},                                               \
         (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)))

static struct str some_text(struct dice *dice)
{
    return PICK(dice, "oil", "a ledger & a <watch>", "이신애", "]]>", "\x01\x1f", "\xEF\xBF\xBE",
                "", "  two  ", "“quoted”", "-->", "𝛼 𐍈", "line\nline", "&amp;");
}

static struct str some_id(struct dice *dice)
{
    return PICK(dice, "a", "b", "c", "sea", "note-n1", "ref-n1", "fn-1", "term-ledger", "glossary",
                "essay-harbour", "1st", "-x", "a b", "fig:one", "등대", "٣", "a\"b<", "ref-n2.1");
}

static struct str some_url(struct dice *dice)
{
    return PICK(dice, "https://example.org/", "http://[bad", "a%zz", "a b", "1:2",
                "http://한국/?q=[x]", "#", "##", "", "mailto:a@b.c", "http://a:b/",
                "http://[::1]/a", "x:", "//", "http://", "%", "\\\\host", "http://a@b@c/",
                "doi:10.1/x", "?", ":");
}

static void give_attributes(struct dice *dice, struct node *node)
{
    struct arena *arena = dice->w->arena;
    if (!one_in(dice, 4))
        return;
    if (one_in(dice, 2))
        node_set_id(arena, node, some_id(dice));
    if (one_in(dice, 2))
        node_add_class(arena, node,
                       PICK(dice, "wide", "term", "a\"b", "section", "note", "kbd", "abbr", "cite",
                            "title", "passage", "fnref", "attribution", "admonition", "tip"));
    if (one_in(dice, 4))
        node_set_attr(arena, node, STR("lang"), PICK(dice, "ko", "en-GB", "x y", "<"));
    if (one_in(dice, 4))
        node_set_attr(arena, node, STR("dir"), PICK(dice, "rtl", "ltr", "up"));
    if (one_in(dice, 6))
        node_set_attr(arena, node, STR("note"), PICK(dice, "n1", "n1 n2", "n3", "\"", "n2 n2"));
    if (one_in(dice, 6))
        node_set_attr(arena, node, STR("width"), PICK(dice, "50%", "3cm", "wide", "-1", "1.2.3"));
    if (one_in(dice, 6))
        node_set_attr(arena, node, STR("task"), PICK(dice, "done", "open"));
}

static void give_ref(struct dice *dice, struct node *node)
{
    struct ref *ref = ARENA_NEW(dice->w->arena, struct ref);
    node->target = PICK(dice, "term:ledger", "term:none", "x.md", "#fn-1", "", "http://a/");
    if (one_in(dice, 8))
        return;
    ref->kind = (enum ref_kind)below(dice, 6);
    ref->url = some_url(dice);
    ref->page = one_in(dice, 2) ? &dice->w->page : &dice->w->other;
    ref->id = some_id(dice);
    ref->entry = one_in(dice, 2) ? &dice->w->ledger : &dice->w->watch;
    if (node->kind == NODE_IMAGE && ref->kind == REF_HERE)
        ref->kind = REF_FILE;
    node->ref = ref;
}

static void fill(struct dice *dice, struct node *node, int depth);

static struct node *add(struct dice *dice, struct node *parent, enum node_kind kind, int depth)
{
    struct node *node = node_new(dice->w->arena, kind, SPAN_NONE);
    dice->left--;
    node_append(parent, node);
    give_attributes(dice, node);
    fill(dice, node, depth + 1);
    return node;
}

/* A passage with its note behind it, in any state that a filter may have left them in. */
static void add_note(struct dice *dice, struct node *parent, int depth)
{
    struct world *w = dice->w;
    char id[24];
    snprintf(id, sizeof id, "n%d", ++dice->notes);
    struct str kept = str_keep(w->arena, str_from(id));
    int pieces = below(dice, 4);
    for (int i = 0; i < pieces; i++) {
        struct node *span = add(dice, parent, NODE_SPAN, depth);
        span->attr = NULL;
        classed(w, span, "passage");
        struct str more =
            one_in(dice, 3) ? str_fmt(w->arena, "n%d n%d", dice->notes, dice->notes + 1) : kept;
        node_set_attr(w->arena, span, STR("note"), more);
        if (one_in(dice, 3))
            node_append(parent, text(w, " and "));
    }
    struct node *holder = classed(w, node_new(w->arena, NODE_SPAN, SPAN_NONE), "note");
    node_set_attr(w->arena, holder, STR("note"), one_in(dice, 9) ? STR("n1") : kept);
    node_set_attr(w->arena, holder, STR("layer"), PICK(dice, "editor", "", "trans\"lator"));
    node_append(parent, holder);
    struct node *body = add(dice, holder, NODE_NOTE, depth);
    body->number = PICK(dice, "3", "†", "*", "iv", "", "a b");
}

static enum node_kind some_inline(struct dice *dice, int depth)
{
    static const enum node_kind deep[] = {NODE_EMPH,       NODE_UNDERLINE,   NODE_STRONG,
                                          NODE_STRIKEOUT,  NODE_SUPERSCRIPT, NODE_SUBSCRIPT,
                                          NODE_SMALL_CAPS, NODE_QUOTED,      NODE_CITE,
                                          NODE_LINK,       NODE_SPAN,        NODE_NOTE};
    static const enum node_kind flat[] = {NODE_STR,        NODE_CODE,       NODE_SPACE,
                                          NODE_SOFT_BREAK, NODE_LINE_BREAK, NODE_MATH,
                                          NODE_RAW_INLINE, NODE_IMAGE};
    if (depth < 12 && dice->left > 0 && one_in(dice, 2))
        return deep[below(dice, (int)(sizeof deep / sizeof *deep))];
    return one_in(dice, 2) ? NODE_STR : flat[below(dice, (int)(sizeof flat / sizeof *flat))];
}

static void fill_inlines(struct dice *dice, struct node *parent, int depth)
{
    for (int n = below(dice, 5); n > 0; n--) {
        if (depth < 12 && dice->left > 0 && one_in(dice, 8))
            add_note(dice, parent, depth);
        else
            add(dice, parent, some_inline(dice, depth), depth);
    }
}

static void add_section(struct dice *dice, struct node *parent, int depth)
{
    struct node *div = node_new(dice->w->arena, NODE_DIV, SPAN_NONE);
    classed(dice->w, div, "section");
    node_append(parent, div);
    if (!one_in(dice, 8)) {
        struct node *header = add(dice, div, NODE_HEADER, depth);
        header->level = below(dice, 9);
    }
    fill(dice, div, depth + 1);
}

static void add_div(struct dice *dice, struct node *parent, int depth)
{
    struct node *div = add(dice, parent, NODE_DIV, depth);
    int kind = below(dice, 4);
    if (kind == 0) {
        classed(dice->w, div, "admonition");
        node_add_class(dice->w->arena, div, PICK(dice, "note", "tip", "warning", "odd"));
    } else if (kind == 1) {
        classed(dice->w, div, "note");
        node_set_id(dice->w->arena, div, PICK(dice, "note-w", "note-n1", "note-v", ""));
        node_set_attr(dice->w->arena, div, STR("layer"), STR("editor"));
    } else if (kind == 2) {
        classed(dice->w, div, "attribution");
    }
}

static enum node_kind some_block(struct dice *dice, int depth)
{
    static const enum node_kind deep[] = {
        NODE_BLOCK_QUOTE, NODE_ORDERED_LIST, NODE_BULLET_LIST, NODE_DEFINITION_LIST,
        NODE_TABLE,       NODE_FIGURE,       NODE_DIV};
    static const enum node_kind flat[] = {NODE_PLAIN,          NODE_PARA,      NODE_LINE_BLOCK,
                                          NODE_CODE_BLOCK,     NODE_RAW_BLOCK, NODE_HEADER,
                                          NODE_HORIZONTAL_RULE};
    if (depth < 10 && dice->left > 0 && one_in(dice, 2))
        return deep[below(dice, (int)(sizeof deep / sizeof *deep))];
    return one_in(dice, 2) ? NODE_PARA : flat[below(dice, (int)(sizeof flat / sizeof *flat))];
}

static void fill_blocks(struct dice *dice, struct node *parent, int depth)
{
    for (int n = below(dice, 4); n > 0; n--) {
        enum node_kind kind = some_block(dice, depth);
        if (depth < 10 && one_in(dice, 12))
            add_section(dice, parent, depth);
        else if (kind == NODE_DIV)
            add_div(dice, parent, depth);
        else
            add(dice, parent, kind, depth);
    }
}

static void fill_parts(struct dice *dice, struct node *parent, enum node_kind kind, int depth)
{
    for (int n = below(dice, 4); n > 0; n--)
        add(dice, parent, kind, depth);
}

static void fill_table(struct dice *dice, struct node *table, int depth)
{
    if (one_in(dice, 2))
        add(dice, table, NODE_CAPTION, depth);
    for (int n = below(dice, 3); n > 0; n--)
        add(dice, table, one_in(dice, 3) ? NODE_TABLE_HEAD : NODE_TABLE_BODY, depth);
    if (one_in(dice, 5))
        add(dice, table, NODE_TABLE_FOOT, depth);
    table->number = PICK(dice, "1", "2", "");
    table->table.count = (size_t)below(dice, 4);
    table->table.columns = ARENA_ARRAY(dice->w->arena, table->table.count + 1, struct column);
    for (size_t i = 0; i < table->table.count; i++)
        table->table.columns[i] =
            (struct column){(enum alignment)below(dice, 4), below(dice, 5) / 4.0 - 0.25};
}

static void fill_figure(struct dice *dice, struct node *figure, int depth)
{
    if (one_in(dice, 2))
        add(dice, figure, NODE_CAPTION, depth);
    figure->number = PICK(dice, "1", "2", "");
    if (one_in(dice, 2)) {
        struct node *plain = add(dice, figure, NODE_PLAIN, 20);
        while (plain->first != NULL && one_in(dice, 2))
            node_remove(plain->first);
        add(dice, plain, NODE_IMAGE, depth);
    } else {
        fill_blocks(dice, figure, depth);
    }
}

static void fill_definitions(struct dice *dice, struct node *list, int depth)
{
    for (int n = below(dice, 4); n > 0; n--)
        add(dice, list, one_in(dice, 2) ? NODE_DEFINED_TERM : NODE_DEFINITION, depth);
}

/* Fields and children as the kind has them. */
static void fill(struct dice *dice, struct node *node, int depth)
{
    switch (node->kind) {
    case NODE_STR:
    case NODE_CODE:
    case NODE_MATH:
    case NODE_RAW_INLINE:
    case NODE_CODE_BLOCK:
    case NODE_RAW_BLOCK: node->text = some_text(dice); break;
    case NODE_SPACE:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_HORIZONTAL_RULE: break;
    case NODE_LINK:
    case NODE_IMAGE:
        give_ref(dice, node);
        fill_inlines(dice, node, depth);
        break;
    case NODE_NOTE:
        node->label = PICK(dice, "1", "2", "", "x-y");
        node->number = PICK(dice, "1", "†", "");
        fill_blocks(dice, node, depth);
        break;
    case NODE_LINE_BLOCK: fill_parts(dice, node, NODE_LINE, depth); break;
    case NODE_ORDERED_LIST:
        node->list.start = below(dice, 5) - 1;
        node->list.style = (enum list_style)below(dice, 7);
        fill_parts(dice, node, NODE_ITEM, depth);
        add(dice, node, NODE_ITEM, depth);
        break;
    case NODE_BULLET_LIST:
        node->tight = one_in(dice, 2);
        fill_parts(dice, node, NODE_ITEM, depth);
        add(dice, node, NODE_ITEM, depth);
        break;
    case NODE_DEFINITION_LIST:
        add(dice, node, NODE_DEFINED_TERM, depth);
        fill_definitions(dice, node, depth);
        break;
    case NODE_HEADER:
        node->level = 1 + below(dice, 6);
        fill_inlines(dice, node, depth);
        break;
    case NODE_TABLE: fill_table(dice, node, depth); break;
    case NODE_FIGURE: fill_figure(dice, node, depth); break;
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT: fill_parts(dice, node, NODE_ROW, depth); break;
    case NODE_ROW: fill_parts(dice, node, NODE_CELL, depth); break;
    case NODE_CELL:
        node->cell.alignment = (enum alignment)below(dice, 4);
        node->cell.rows = one_in(dice, 4) ? below(dice, 5) : 1;
        node->cell.columns = one_in(dice, 4) ? below(dice, 5) : 1;
        fill_blocks(dice, node, depth);
        break;
    case NODE_PLAIN:
    case NODE_PARA:
    case NODE_EMPH:
    case NODE_UNDERLINE:
    case NODE_STRONG:
    case NODE_STRIKEOUT:
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT:
    case NODE_SMALL_CAPS:
    case NODE_QUOTED:
    case NODE_CITE:
    case NODE_SPAN:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_DEFINED_TERM: fill_inlines(dice, node, depth); break;
    case NODE_BLOCK_QUOTE:
    case NODE_DIV:
    case NODE_BLOCKS:
    case NODE_ITEM:
    case NODE_DEFINITION:
    case NODE_CAPTION: fill_blocks(dice, node, depth); break;
    }
}

/*
 * A list without items is in no tree: read/ and filter/
 * see to it. Attributes keep away from parts of the model.
 */
static struct node *some_blocks(struct dice *dice, int nodes)
{
    struct node *root = node_new(dice->w->arena, NODE_BLOCKS, SPAN_NONE);
    dice->left = nodes;
    while (dice->left > 0 && root->first == NULL)
        fill_blocks(dice, root, 1);
    while (dice->left > nodes / 2)
        fill_blocks(dice, root, 1);
    return root;
}

static void fill_meta(struct dice *dice)
{
    struct world *w = dice->w;
    struct meta *meta = &w->page.meta;
    w->site.config.docbook_annotations = one_in(dice, 3);
    if (one_in(dice, 2))
        w->site.config.base_url = STR_NONE;
    meta->subtitle = some_text(dice);
    meta->date = STR("2024-05");
    meta->license = one_in(dice, 2) ? STR("CC-BY-4.0") : STR_NONE;
    meta->license_url = one_in(dice, 3) ? some_url(dice) : STR_NONE;
    meta->source.url = some_url(dice);
    meta->source.title = some_text(dice);
    meta->doi = some_text(dice);
    meta->series_name = some_text(dice);
    meta->series_number = some_text(dice);
    meta->status = (enum status)below(dice, 3);
    for (int n = below(dice, 3); n > 0; n--) {
        *LIST_ADD(&meta->tags, w->arena) = some_text(dice);
        *LIST_ADD(&meta->authors, w->arena) =
            (struct author){.name = some_text(dice),
                            .given = some_text(dice),
                            .family = some_text(dice),
                            .native = some_text(dice),
                            .role = PICK(dice, "author", "editor", "translator"),
                            .affiliation = some_text(dice),
                            .email = some_text(dice),
                            .orcid = some_text(dice)};
        *LIST_ADD(&w->doc.bios, w->arena) = one_in(dice, 2) ? some_blocks(dice, 6) : NULL;
        *LIST_ADD(&meta->corrections, w->arena) =
            (struct correction){STR("2024-07-01"), some_text(dice)};
    }
    w->doc.abstract = one_in(dice, 2) ? some_blocks(dice, 10) : NULL;
}

static void fill_glossary(struct dice *dice)
{
    struct world *w = dice->w;
    make_entry(w, &w->ledger, "ledger", "ledger", para(w, "A book that is kept."));
    make_entry(w, &w->watch, "watch", "watch & ward", para(w, "Four hours."));
    node_move_children(w->ledger.definition, some_blocks(dice, 10));
    *LIST_ADD(&w->ledger.see, w->arena) = &w->watch;
    *LIST_ADD(&w->watch.sources, w->arena) = (struct work){.url = some_url(dice)};
    w->ledger.abbr = some_text(dice);
    *LIST_ADD(&w->doc.terms, w->arena) = &w->ledger;
    if (one_in(dice, 2))
        *LIST_ADD(&w->doc.terms, w->arena) = &w->watch;
}

static void fill_world(struct dice *dice, struct world *w)
{
    make_world(w);
    dice->w = w;
    fill_meta(dice);
    fill_glossary(dice);
    for (int i = 1; i < 4; i++)
        *LIST_ADD(&w->doc.notes, w->arena) = (struct note){.id = str_fmt(w->arena, "n%d", i),
                                                           .author = some_text(dice),
                                                           .date = some_text(dice),
                                                           .status = (enum status)below(dice, 3)};
    w->doc.body = some_blocks(dice, 60);
    node_append(w->doc.body, para(w, "The end."));
}

static void keep_sheet(const struct sheet *sheet, unsigned long number)
{
    const char *folder = getenv("GLOSS_DOCBOOK_OUT");
    if (folder == NULL || number % 100 != 0)
        return;
    struct arena *arena = arena_new();
    bool essay = str_ends(sheet->path, STR("harbour.xml"));
    struct str path =
        str_fmt(arena, "%s/random-%lu-%s.xml", folder, number, essay ? "essay" : "glossary");
    assert_int_equal(file_write(path, sheet->text), 0);
    arena_free(arena);
}

/*
 * ---- what no schema checks: that each token of `annotates`
 * and `annotations` is an id of the document ----
 */

static struct str after(struct str text, const char *start, size_t from, size_t *next)
{
    size_t at = str_find(text, str_from(start), from);
    if (at >= text.len) {
        *next = text.len;
        return STR_NONE;
    }
    at += str_from(start).len;
    size_t end = str_find(text, STR("\""), at);
    *next = end;
    return str_slice(text, at, end);
}

static bool tokens_are_ids(struct arena *arena, struct str xml, const char *attribute)
{
    struct map ids = map_new(arena);
    for (size_t at = 0; at < xml.len;) {
        struct str id = after(xml, " xml:id=\"", at, &at);
        if (id.len != 0)
            map_add(&ids, id, arena);
    }
    for (size_t at = 0; at < xml.len;) {
        struct str tokens = after(xml, attribute, at, &at), token;
        while (str_word(&tokens, &token)) {
            if (map_get(&ids, token) == NULL) {
                print_message("%s has %.*s, which is no id\n", attribute, STR_ARG(token));
                return false;
            }
        }
    }
    return true;
}

static bool is_closed(struct arena *arena, struct str xml)
{
    return tokens_are_ids(arena, xml, " annotates=\"")
        && tokens_are_ids(arena, xml, " annotations=\"");
}

static bool try_one(struct schema *schema, unsigned long number)
{
    struct world w;
    struct dice dice = {.state = UINT64_C(0x9E3779B97F4A7C15) * (number + 1)};
    fill_world(&dice, &w);
    struct sheets sheets = {0};
    struct roll roll = {0};
    struct diags *diags = diags_new(), *findings = diags_new();
    write_docbook_essay(&w.doc, &sheets, &roll, diags);
    write_docbook_glossary(&w.site, w.arena, &sheets, diags);
    bool good = sheets.list.count == 2;
    for (size_t i = 0; good && i < sheets.list.count; i++) {
        good = schema_check(schema, sheets.list.at[i].text, sheets.list.at[i].path, findings);
        good = good && is_closed(w.arena, sheets.list.at[i].text);
        keep_sheet(&sheets.list.at[i], number);
        if (!good)
            file_write(STR("docbook-random-failed.xml"), sheets.list.at[i].text);
    }
    diags_print(findings, stderr, (struct diags_style){0});
    diags_free(findings);
    diags_free(diags);
    end_world(&w);
    return good;
}

static unsigned long number_from(const char *name, unsigned long otherwise)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? strtoul(value, NULL, 10) : otherwise;
}

static void random_essays_are_valid(void **state)
{
    (void)state;
    schema_init();
    struct diags *diags = diags_new();
    struct schema *schema = schema_load(diags);
    assert_non_null(schema);
    unsigned long seed = number_from("GLOSS_SEED_NUMBER", 1);
    unsigned long essays = number_from("GLOSS_ESSAYS", 3000);
    print_message("seed %lu, %lu essays\n", seed, essays);
    for (unsigned long i = seed; i < seed + essays; i++)
        if (!try_one(schema, i))
            fail_msg("GLOSS_SEED_NUMBER=%lu GLOSS_ESSAYS=1 makes DocBook that is not valid", i);
    schema_free(schema);
    diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_essays_are_valid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
