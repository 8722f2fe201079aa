/*
 * Random documents written as Markdown and read again. What Markdown has a form for comes back as
 * it was; of anything else comes back what is written as the same Markdown again. Nothing that is
 * read is a mistake.
 * GLOSS_SEED_NUMBER and GLOSS_DOCUMENTS choose which and how many; each failure prints the number
 * that makes it again.
 */
#include "read_help.h"

#include "base/utf8.h"
#include "write/json.h"
#include "write/markdown.h"

struct dice {
    struct arena *arena;
    uint64_t state;
    int left;     /* nodes that may still be made */
    int emphasis; /* marks that are open */
    int notes;
    bool strikeout, link, one_line;
    bool tight; /* within a list without empty lines, where no table can be */
    bool odd;   /* with what Markdown has no form for */
};

static uint64_t roll(struct dice *dice)
{
    /* xorshift64*: the same numbers everywhere. */
    dice->state ^= dice->state >> 12;
    dice->state ^= dice->state << 25;
    dice->state ^= dice->state >> 27;
    return dice->state * UINT64_C(2685821657736338717) >> 33;
}

static int below(struct dice *dice, int n)
{
    return (int)(roll(dice) % (uint64_t)n);
}

static bool one_in(struct dice *dice, int n)
{
    return below(dice, n) == 0;
}

static struct str pick(struct dice *dice, const char *const *from, int n)
{
    return str_from(from[below(dice, n)]);
}

/* cmocka cuts what it shows after a kilobyte. */
#define FAIL(...) (fprintf(stderr, __VA_ARGS__), fail())

#define PICK(dice, ...)                                                                            \
    pick((dice), (const char *const[]){__VA_ARGS__},                                               \
         (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)))

/* ---- texts that would like to be markup ---- */

static struct str some_piece(struct dice *dice)
{
    return PICK(dice, "a", "oil", "이신애", "霧", "Z9", "1", "10", ".", ")", "(", "-", "--", "---",
                "+", "*", "**", "_", "__", "`", "``", "~", "~~", "~~~", "#", "##", ">", "<", "<b>",
                "</b>", "<br>", "<!--", "-->", "&", "&amp;", "&#65;", "\\", "[", "]", "[x]", "[^1]",
                "](", "{", "}", "{#a}", "{.b}", "{k=v}", ":", "::", ":::", "|", "!", "![", "\"",
                "'", "...", "=", "===", "$", "^", "@", "a@b.co", "www.a.b", "http://a.b",
                "ftp:", "//x", "“", "—", "\u00A0", "\u200B", "\x01", "\uFEFF", "%", "[!NOTE]", "ß",
                "\u3000", "©", "i.", "¡", "x_y", "x*y");
}

static struct str some_word(struct dice *dice)
{
    struct out out = out_new(dice->arena);
    for (int i = below(dice, 3); i >= 0; i--)
        out_raw(&out, some_piece(dice));
    return out_str(&out);
}

static struct str some_target(struct dice *dice)
{
    return PICK(dice, "https://example.org/", "a b", "a(b", "a)b", "term:tisa", "<x>", "a\\b",
                "&amp;", "?a=b&c=d", "#x", "x|y", " lead", "tab\there", "mailto:a@b.co", "*a*", "`",
                "\"", "[x]", "a\nb", "é", "{#a}");
}

static struct str some_title(struct dice *dice)
{
    return PICK(dice, "", "", "Title", "a \"b\" c", "back\\", "&amp;", "a|b", "it's", "x\n\ny",
                "*t*");
}

static void give_attributes(struct dice *dice, struct node *node, bool some)
{
    struct arena *arena = dice->arena;
    if (some || one_in(dice, 4))
        node_set_id(arena, node, PICK(dice, "a", "sec:one", "등대", "x\"y", "a b", "it's", "a\\"));
    if (one_in(dice, 4))
        node_add_class(arena, node, PICK(dice, "wide", "b\"c", "kbd", "x.y", "a=b", "a`b"));
    if (one_in(dice, 6))
        node_add_class(arena, node, PICK(dice, "two", "lua"));
    if (one_in(dice, 5))
        node_set_attr(arena, node, STR("width"),
                      PICK(dice, "50%", "a\"b", "it's \"q\"", "back\\", "\\\\\"", "a|b", "`",
                           "&amp;", "}", "{", "a  b"));
    if (one_in(dice, 8))
        node_set_attr(arena, node, STR("k"), PICK(dice, "v", "<"));
}

/* ---- inlines ---- */

static struct node *make(struct dice *dice, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(dice->arena, kind, SPAN_NONE);
    dice->left--;
    node_append(parent, node);
    return node;
}

static void add_inlines(struct dice *dice, struct node *parent, int depth);
static void add_blocks(struct dice *dice, struct node *parent, int depth, bool tight);

static void add_apart(struct dice *dice, struct node *parent, int depth, bool link)
{
    struct dice before = *dice;
    dice->emphasis = 0;
    dice->strikeout = false;
    dice->link = link;
    add_inlines(dice, parent, depth);
    dice->emphasis = before.emphasis;
    dice->strikeout = before.strikeout;
    dice->link = before.link;
}

static void add_note(struct dice *dice, struct node *parent, int depth)
{
    struct node *note = make(dice, parent, NODE_NOTE);
    note->label = PICK(dice, "", "", "a", "1", "2", "note-x", "등대", "no label");
    struct dice before = *dice;
    dice->emphasis = 0;
    dice->strikeout = dice->link = dice->one_line = false;
    add_blocks(dice, note, depth + 2, false);
    dice->emphasis = before.emphasis;
    dice->strikeout = before.strikeout;
    dice->link = before.link;
    dice->one_line = before.one_line;
}

static void add_emphasis(struct dice *dice, struct node *parent, enum node_kind kind, int depth)
{
    dice->emphasis++;
    add_inlines(dice, make(dice, parent, kind), depth + 1);
    dice->emphasis--;
}

static void add_strikeout(struct dice *dice, struct node *parent, int depth)
{
    dice->strikeout = true;
    add_inlines(dice, make(dice, parent, NODE_STRIKEOUT), depth + 1);
    dice->strikeout = false;
}

static void add_text(struct dice *dice, struct node *parent)
{
    if (parent->last != NULL && parent->last->kind == NODE_STR)
        return;
    make(dice, parent, NODE_STR)->text = some_word(dice);
}

static void add_reference(struct dice *dice, struct node *parent, enum node_kind kind, int depth)
{
    struct node *node = make(dice, parent, kind);
    add_apart(dice, node, depth + 1, dice->link || kind == NODE_LINK);
    node->target = some_target(dice);
    node->title = some_title(dice);
    give_attributes(dice, node, false);
}

static void add_odd(struct dice *dice, struct node *parent, int depth)
{
    static const enum node_kind kinds[] = {NODE_UNDERLINE, NODE_SMALL_CAPS, NODE_QUOTED, NODE_CITE,
                                           NODE_EMPH,      NODE_LINK,       NODE_SPAN};
    struct node *node = make(dice, parent, kinds[below(dice, 7)]);
    give_attributes(dice, node, false);
    for (int i = below(dice, 3); i > 0; i--)
        make(dice, node, one_in(dice, 2) ? NODE_SPACE : NODE_SOFT_BREAK);
    add_inlines(dice, node, depth + 1);
    make(dice, node, one_in(dice, 2) ? NODE_LINE_BREAK : NODE_SPACE);
    struct node *math = make(dice, parent, one_in(dice, 2) ? NODE_MATH : NODE_CODE);
    math->text = PICK(dice, "", "x^2", "a\nb");
    give_attributes(dice, math, false);
    make(dice, parent, NODE_STR)->text = PICK(dice, "", " ", "two words", "a\n\nb", "\t# x");
}

static bool is_gap(const struct node *node)
{
    return node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK;
}

static void add_inline(struct dice *dice, struct node *parent, int depth)
{
    bool deep = depth > 8 || dice->left < 0;
    int kind = below(dice, deep ? 12 : 22);
    if (kind < 9)
        add_text(dice, parent);
    else if (kind == 9)
        make(dice, parent, NODE_CODE)->text =
            PICK(dice, "x", "`", "a`b``c", " ", "  ", " a ", "a ", "a|b", "\\", "\\|", "<b>", "*");
    else if (kind == 10 && !dice->one_line) {
        if (parent->last != NULL && is_gap(parent->last))
            node_remove(parent->last);
        make(dice, parent, NODE_LINE_BREAK);
    } else if (kind == 11 && parent->last != NULL && parent->last->kind == NODE_STR) {
        struct node *raw = make(dice, parent, NODE_RAW_INLINE);
        raw->format = STR("html");
        raw->text = PICK(dice, "<b>", "</i>", "<a href=\"x|*y*\">", "<span class='a'>");
    } else if (kind < 14 && dice->emphasis < 2)
        add_emphasis(dice, parent, kind == 12 ? NODE_EMPH : NODE_STRONG, depth);
    else if (kind == 14 && !dice->strikeout)
        add_strikeout(dice, parent, depth);
    else if (kind == 15 || kind == 16)
        add_inlines(dice, make(dice, parent, kind == 15 ? NODE_SUPERSCRIPT : NODE_SUBSCRIPT),
                    depth + 1);
    else if (kind == 17 && !dice->link)
        add_reference(dice, parent, NODE_LINK, depth);
    else if (kind == 18)
        add_reference(dice, parent, NODE_IMAGE, depth);
    else if (kind == 19 && dice->notes++ < 3)
        add_note(dice, parent, depth);
    else if (kind == 20) {
        struct node *span = make(dice, parent, NODE_SPAN);
        give_attributes(dice, span, true);
        add_inlines(dice, span, depth + 1);
    } else if (kind == 21 && dice->odd)
        add_odd(dice, parent, depth);
    else
        add_text(dice, parent);
}

/* The end of a line between two such letters is none (gloss-essay(5)). */
static bool ends_in_cjk(const struct node *node)
{
    size_t start;
    return node->kind == NODE_STR && node->text.len != 0
        && utf8_is_cjk(utf8_before(node->text, node->text.len, &start));
}

/* At least one, with single gaps between some, and none at the edges. */
static void add_inlines(struct dice *dice, struct node *parent, int depth)
{
    for (int i = below(dice, 4); i >= 0; i--) {
        add_inline(dice, parent, depth);
        bool gap = parent->last != NULL && parent->last->kind == NODE_LINE_BREAK;
        if (i > 0 && !gap && parent->last != NULL && one_in(dice, 2)) {
            bool line = one_in(dice, 3) && !dice->one_line && !ends_in_cjk(parent->last);
            make(dice, parent, line ? NODE_SOFT_BREAK : NODE_SPACE);
        }
    }
    while (parent->last != NULL && (is_gap(parent->last) || parent->last->kind == NODE_LINE_BREAK))
        node_remove(parent->last);
    while (parent->first != NULL
           && (is_gap(parent->first) || parent->first->kind == NODE_LINE_BREAK))
        node_remove(parent->first);
    if (parent->first == NULL)
        make(dice, parent, NODE_STR)->text = STR("word");
}

/* ---- blocks ---- */

static struct node *add_para(struct dice *dice, struct node *parent, bool tight, int depth)
{
    struct node *para = make(dice, parent, tight ? NODE_PLAIN : NODE_PARA);
    add_inlines(dice, para, depth + 1);
    if (para->first->next == NULL && para->first->kind == NODE_IMAGE)
        make(dice, para, NODE_STR)->text = STR("!");
    return para;
}

static void add_code_block(struct dice *dice, struct node *parent)
{
    struct node *node = make(dice, parent, NODE_CODE_BLOCK);
    node->text = PICK(dice, "", "int x;", "a\n\nb", "```", "~~~\n````", "\n", "x\n", ":::", "  a ",
                      "\\", "&amp;", "\ttab", "- x");
    if (one_in(dice, 3))
        node_add_class(dice->arena, node, PICK(dice, "lua", "c++", "a\"b", "x&amp;", "`", "a\\*"));
    give_attributes(dice, node, false);
}

static void add_list(struct dice *dice, struct node *parent, int depth)
{
    bool ordered = one_in(dice, 2), tight = one_in(dice, 2);
    struct node *list = make(dice, parent, ordered ? NODE_ORDERED_LIST : NODE_BULLET_LIST);
    if (ordered) {
        list->list.start = below(dice, 3) * below(dice, 12);
        list->list.style = STYLE_DECIMAL;
        list->list.delimiter = one_in(dice, 2) ? DELIMITER_PERIOD : DELIMITER_ONE_PAREN;
    }
    bool outer = dice->tight;
    dice->tight |= tight;
    for (int i = below(dice, 3); i >= 0; i--) {
        struct node *item = make(dice, list, NODE_ITEM);
        add_blocks(dice, item, depth + 2, tight);
        const struct node *first = item->first;
        if (first != NULL && (first->kind == NODE_PLAIN || first->kind == NODE_PARA)
            && one_in(dice, 6))
            node_set_attr(dice->arena, item, STR("task"), PICK(dice, "done", "open"));
    }
    dice->tight = outer;
}

static void add_definitions(struct dice *dice, struct node *parent, int depth)
{
    if (parent->last != NULL && parent->last->kind == NODE_DEFINITION_LIST)
        return;
    struct node *list = make(dice, parent, NODE_DEFINITION_LIST);
    for (int i = below(dice, 2); i >= 0; i--) {
        struct node *term = make(dice, list, NODE_DEFINED_TERM);
        add_inlines(dice, term, depth + 1);
        if (term->first->next == NULL && term->first->kind == NODE_IMAGE)
            make(dice, term, NODE_STR)->text = STR("!");
        for (int k = below(dice, 2); k >= 0; k--)
            add_blocks(dice, make(dice, list, NODE_DEFINITION), depth + 2, false);
    }
}

static void add_row(struct dice *dice, const struct node *table, struct node *part, int depth)
{
    struct node *row = make(dice, part, NODE_ROW);
    for (size_t i = 0; i < table->table.count; i++) {
        struct node *cell = make(dice, row, NODE_CELL);
        cell->cell.rows = cell->cell.columns = 1;
        cell->cell.alignment = table->table.columns[i].alignment;
        if (one_in(dice, 4))
            continue;
        add_inlines(dice, make(dice, cell, NODE_PLAIN), depth + 4);
    }
}

static void add_table(struct dice *dice, struct node *parent, int depth)
{
    struct node *table = make(dice, parent, NODE_TABLE);
    table->table.count = (size_t)below(dice, 3) + 1;
    table->table.columns = ARENA_ARRAY(dice->arena, table->table.count, struct column);
    for (size_t i = 0; i < table->table.count; i++)
        table->table.columns[i].alignment = (enum alignment)below(dice, 4);
    dice->one_line = true;
    if (one_in(dice, 2)) {
        struct node *caption = make(dice, table, NODE_CAPTION);
        add_inlines(dice, make(dice, caption, NODE_PLAIN), depth + 2);
        give_attributes(dice, table, false);
    }
    add_row(dice, table, make(dice, table, NODE_TABLE_HEAD), depth);
    struct node *body = make(dice, table, NODE_TABLE_BODY);
    for (int i = below(dice, 3); i > 0; i--)
        add_row(dice, table, body, depth);
    dice->one_line = false;
}

static void add_figure(struct dice *dice, struct node *parent, int depth)
{
    struct node *figure = make(dice, parent, NODE_FIGURE);
    if (one_in(dice, 2)) {
        struct node *plain = make(dice, make(dice, figure, NODE_CAPTION), NODE_PLAIN);
        make(dice, plain, NODE_STR)->text = STR("A");
        make(dice, plain, NODE_SPACE);
        make(dice, plain, NODE_STR)->text = PICK(dice, "map*", "&amp;", "\\x", "[y]", "|");
    }
    struct node *image = make(dice, make(dice, figure, NODE_PLAIN), NODE_IMAGE);
    add_apart(dice, image, depth + 3, false);
    image->target = some_target(dice);
    give_attributes(dice, image, false);
    if (image->attr != NULL && node_id(image).len != 0) {
        node_set_id(dice->arena, figure, node_id(image));
        node_set_id(dice->arena, image, STR_NONE);
    }
}

static void add_div(struct dice *dice, struct node *parent, int depth, bool tight)
{
    struct node *div = make(dice, parent, NODE_DIV);
    if (one_in(dice, 4)) {
        node_add_class(dice->arena, div, STR("admonition"));
        node_add_class(dice->arena, div, PICK(dice, "note", "tip", "warning"));
        add_blocks(dice, div, depth + 1, false);
        return;
    }
    give_attributes(dice, div, false);
    add_blocks(dice, div, depth + 1, tight);
}

static void add_quote(struct dice *dice, struct node *parent, int depth)
{
    struct node *quote = make(dice, parent, NODE_BLOCK_QUOTE);
    add_blocks(dice, quote, depth + 1, false);
    if (!one_in(dice, 4) || quote->first == NULL)
        return;
    struct node *div = make(dice, quote, NODE_DIV);
    node_add_class(dice->arena, div, STR("attribution"));
    dice->one_line = true;
    add_inlines(dice, make(dice, div, NODE_PARA), depth + 3);
    dice->one_line = false;
}

static void add_raw(struct dice *dice, struct node *parent)
{
    struct node *raw = make(dice, parent, NODE_RAW_BLOCK);
    raw->format = STR("html");
    raw->text =
        PICK(dice, "<hr>\n", "<div>\n*x*\n</div>\n", "<b>x</b>", "text *x*", "<pre>\n\n</pre>\n");
}

static void add_odd_block(struct dice *dice, struct node *parent, int depth)
{
    static const enum node_kind kinds[] = {NODE_LINE_BLOCK, NODE_FIGURE, NODE_ORDERED_LIST,
                                           NODE_PLAIN};
    struct node *node = make(dice, parent, kinds[below(dice, 4)]);
    give_attributes(dice, node, false);
    if (node->kind == NODE_LINE_BLOCK) {
        add_inlines(dice, make(dice, node, NODE_LINE), depth + 2);
        make(dice, node, NODE_LINE);
    } else if (node->kind == NODE_FIGURE) {
        add_blocks(dice, make(dice, node, NODE_CAPTION), depth + 2, false);
        add_blocks(dice, node, depth + 1, false);
    } else if (node->kind == NODE_ORDERED_LIST) {
        node->list.start = -5 + 99999999 * below(dice, 20);
        node->list.style = STYLE_LOWER_ROMAN;
        add_blocks(dice, make(dice, node, NODE_ITEM), depth + 2, false);
        make(dice, node, NODE_ITEM);
        add_blocks(dice, make(dice, node, NODE_ITEM), depth + 2, true);
    } else {
        add_odd(dice, node, depth + 1);
    }
}

static void add_block(struct dice *dice, struct node *parent, int depth, bool tight)
{
    bool deep = depth > 8 || dice->left < 0;
    int kind = below(dice, deep ? 7 : 16);
    if (kind < 4) {
        add_para(dice, parent, tight, depth);
    } else if (kind == 4) {
        struct node *header = make(dice, parent, NODE_HEADER);
        header->level = below(dice, 6) + 1;
        dice->one_line = true;
        add_inlines(dice, header, depth + 1);
        dice->one_line = false;
        give_attributes(dice, header, false);
    } else if (kind == 5) {
        add_code_block(dice, parent);
    } else if (kind == 6) {
        make(dice, parent, NODE_HORIZONTAL_RULE);
    } else if (kind == 7) {
        add_quote(dice, parent, depth);
    } else if (kind < 10) {
        add_list(dice, parent, depth);
    } else if (kind == 10) {
        add_definitions(dice, parent, depth);
    } else if (kind == 11 && !dice->tight) {
        add_table(dice, parent, depth);
    } else if (kind == 12 && !tight) {
        add_figure(dice, parent, depth);
    } else if (kind == 13) {
        add_div(dice, parent, depth, tight);
    } else if (kind == 14 && !tight) {
        add_raw(dice, parent);
    } else if (kind == 15 && dice->odd) {
        add_odd_block(dice, parent, depth);
    } else {
        add_para(dice, parent, tight, depth);
    }
}

static void add_blocks(struct dice *dice, struct node *parent, int depth, bool tight)
{
    for (int i = below(dice, 4); i > 0; i--)
        add_block(dice, parent, depth, tight);
}

/* ---- there and back ---- */

static struct node *make_document(struct dice *dice)
{
    struct node *root = node_new(dice->arena, NODE_BLOCKS, SPAN_NONE);
    dice->left = 60;
    for (int i = below(dice, 4); i >= 0; i--)
        add_block(dice, root, 1, false);
    return root;
}

static struct str json_of(struct arena *arena, const struct node *root)
{
    struct out out = out_new(arena);
    write_json(root, NULL, &out);
    return out_str(&out);
}

static struct str markdown_of(struct arena *arena, const struct node *root, struct diags *diags)
{
    struct out out = out_new(arena);
    write_markdown(root, &out, diags);
    return out_str(&out);
}

static struct node *read_back(struct reading *reading, struct str text)
{
    reading->config.raw_html = true;
    read_str(reading, text, "en");
    return reading->root;
}

static size_t first_difference(struct str a, struct str b)
{
    size_t at = 0;
    while (at < a.len && at < b.len && a.at[at] == b.at[at])
        at++;
    return at;
}

static void check_document(uint64_t number, bool odd)
{
    struct reading reading = reading_new();
    struct diags *said = diags_new();
    struct dice dice = {.arena = reading.arena, .state = number * 2654435761u + 88172645463325252u};
    dice.odd = odd;
    for (int i = 0; i < 8; i++)
        roll(&dice);
    struct node *root = make_document(&dice);
    struct str before = json_of(reading.arena, root);
    struct str text = markdown_of(reading.arena, root, said);
    struct node *again = read_back(&reading, text);
    if (diags_count(reading.diags, SEVERITY_ERROR) != 0)
        FAIL("document %llu: %.*s\n%.*s", (unsigned long long)number,
             STR_ARG(said_of(reading.arena, reading.diags)), STR_ARG(text));
    struct str after = json_of(reading.arena, again);
    if (!odd && diags_count(said, SEVERITY_WARNING) != 0)
        FAIL("document %llu: %.*s", (unsigned long long)number,
             STR_ARG(said_of(reading.arena, said)));
    if (!odd && !str_eq(before, after)) {
        size_t at = first_difference(before, after), from = at > 60 ? at - 60 : 0;
        FAIL("document %llu\n%.*s\nwas  %.*s\nis   %.*s", (unsigned long long)number, STR_ARG(text),
             STR_ARG(str_slice(before, from, at + 60)), STR_ARG(str_slice(after, from, at + 60)));
    }
    struct str twice = markdown_of(reading.arena, again, said);
    if (odd && !str_eq(text, twice))
        FAIL("document %llu\n%.*s\nagain\n%.*s", (unsigned long long)number, STR_ARG(text),
             STR_ARG(twice));
    diags_free(said);
    reading_free(&reading);
}

static uint64_t number_from(const char *name, uint64_t usual)
{
    const char *given = getenv(name);
    return given != NULL ? strtoull(given, NULL, 10) : usual;
}

static void what_markdown_can_say_comes_back(void **state)
{
    (void)state;
    uint64_t first = number_from("GLOSS_SEED_NUMBER", 1);
    uint64_t count = number_from("GLOSS_DOCUMENTS", 3000);
    for (uint64_t i = first; i < first + count; i++)
        check_document(i, false);
}

static void anything_is_written_once_and_for_all(void **state)
{
    (void)state;
    uint64_t first = number_from("GLOSS_SEED_NUMBER", 1);
    uint64_t count = number_from("GLOSS_DOCUMENTS", 1500);
    for (uint64_t i = first; i < first + count; i++)
        check_document(i, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_markdown_can_say_comes_back),
        cmocka_unit_test(anything_is_written_once_and_for_all),
    };
    read_init();
    cmocka_set_test_filter(getenv("GLOSS_ONLY"));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
