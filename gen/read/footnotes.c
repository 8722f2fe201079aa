/*
 * Footnotes. cmark-gfm gives a reference the number of its definition, moves definitions to the end
 * in that order, and drops those that nobody refers to or that have a label a second time; labels
 * are to be had from the source alone.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "model/slug.h"
#include "read/reader.h"

struct footnote {
    cmark_node *definition;
    struct str label; /* as its first reference has it */
    bool used;
};

struct footnotes {
    LIST(struct footnote) list;
};

void footnotes_find(struct reader *reader, cmark_node *root)
{
    reader->footnotes = ARENA_NEW(reader->arena, struct footnotes);
    for (cmark_node *node = cmark_node_first_child(root); node != NULL;
         node = cmark_node_next(node))
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            LIST_ADD(&reader->footnotes->list, reader->arena)->definition = node;
}

static struct footnote *find_footnote(struct reader *reader, cmark_node *reference)
{
    const char *number = cmark_node_get_literal(reference);
    unsigned long n = number != NULL ? strtoul(number, NULL, 10) : 0;
    return n >= 1 && n <= reader->footnotes->list.count ? &reader->footnotes->list.at[n - 1] : NULL;
}

/* `[^label]` at or after the cursor, which goes behind it. */
static struct str take_label(struct reader *reader, struct cursor *cursor)
{
    struct str text = str_slice(reader->text, 0, cursor->end);
    size_t open = str_find(text, STR("[^"), cursor->at);
    size_t close = str_find(text, STR("]"), open);
    cursor->start = cursor->at;
    if (close > cursor->end)
        return STR_NONE;
    cursor->start = open;
    cursor->at = close + 1;
    return str_slice(text, open + 2, close);
}

static void check_label(struct reader *reader, struct span span, struct str label)
{
    if (slug_is_label(label))
        return;
    struct diag *diag = reader_report(reader, DIAG_BAD_VALUE, span,
                                      "\"%.*s\" cannot be a footnote's label", STR_ARG(label));
    diag_help(diag, "a label is made of letters, digits, - and _");
}

static struct node *make_again(struct reader *reader, const struct footnote *footnote,
                               struct span span)
{
    struct node *link = node_new(reader->arena, NODE_LINK, span);
    link->target = str_join(reader->arena, STR("#fn-"), footnote->label);
    node_add_class(reader->arena, link, STR("fnref"));
    return link;
}

static void put_note(struct reader *reader, struct footnote *footnote, struct node *note)
{
    int quotes = reader->quotes;
    reader->quotes = 0;
    if (enter_block(reader, note->span)) {
        translate_blocks(reader, footnote->definition, note);
        leave_block(reader);
    }
    reader->quotes = quotes;
}

struct node *take_footnote(struct reader *reader, struct cursor *cursor, cmark_node *reference)
{
    struct footnote *footnote = find_footnote(reader, reference);
    struct str label = take_label(reader, cursor);
    struct span span = reader_span(reader, cursor->start, cursor->at);
    if (footnote == NULL)
        return NULL;
    if (footnote->used)
        return make_again(reader, footnote, span);
    footnote->used = true;
    footnote->label = str_keep(reader->arena, label);
    check_label(reader, span, label);
    struct node *note = node_new(reader->arena, NODE_NOTE, span);
    note->label = footnote->label;
    put_note(reader, footnote, note);
    return note;
}

/* ---- checking ---- */

void report_undefined(struct reader *reader, struct span span, struct str label)
{
    struct diag *diag = reader_report(reader, DIAG_FOOTNOTE_UNDEFINED, span,
                                      "the footnote [^%.*s] has no text", STR_ARG(label));
    diag_help(diag,
              "write `[^%.*s]: …` on a line of its own, or \\[ for a bracket that is meant as text",
              STR_ARG(label));
}

static bool is_leaf(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_CODE_BLOCK
        || type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HEADING;
}

static void cover_lines(struct reader *reader, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || !is_leaf(node))
            continue;
        size_t first = (size_t)cmark_node_get_start_line(node);
        size_t last = (size_t)cmark_node_get_end_line(node);
        for (size_t line = first; line <= last && line >= 1 && line <= reader->lines.count; line++)
            reader->lines.at[line - 1].covered = true;
    }
}

/* A definition's line: where its label stands. */
struct definition {
    struct str label;
    struct span span;
};

static bool find_definition(struct reader *reader, size_t line, struct definition *definition)
{
    size_t start = line_start(reader, (int)line), end = line_end(reader, (int)line);
    size_t at = skip_prefix(reader, start, end, 100);
    struct str text = str_slice(reader->text, 0, end);
    if (!str_starts(str_slice(text, at, end), STR("[^")))
        return false;
    size_t close = str_find(text, STR("]:"), at);
    if (close > end || close == at + 2)
        return false;
    *definition =
        (struct definition){str_slice(text, at + 2, close), reader_span(reader, at, close + 1)};
    return true;
}

static struct footnote *find_used_at(struct reader *reader, size_t line)
{
    for (size_t i = 0; i < reader->footnotes->list.count; i++) {
        struct footnote *footnote = &reader->footnotes->list.at[i];
        if ((size_t)cmark_node_get_start_line(footnote->definition) == line)
            return footnote;
    }
    return NULL;
}

static void check_definition_at(struct reader *reader, struct map *seen, struct definition found,
                                bool used)
{
    struct str label = utf8_lower(reader->arena, found.label);
    struct definition *first = map_get(seen, label);
    if (first != NULL) {
        struct diag *diag =
            reader_report(reader, DIAG_FOOTNOTE_TWICE, found.span,
                          "there is a footnote [^%.*s] already", STR_ARG(found.label));
        diag_note(diag, "first", first->span, "[^%.*s]", STR_ARG(first->label));
        return;
    }
    struct definition *kept = ARENA_NEW(reader->arena, struct definition);
    *kept = found;
    map_add(seen, label, kept);
    if (!used)
        reader_report(reader, DIAG_FOOTNOTE_UNUSED, found.span,
                      "nothing refers to the footnote [^%.*s]", STR_ARG(found.label));
}

/*
 * A line is a definition where cmark-gfm made one of it, or where it looks like one and is in no
 * block of the tree: those that it dropped.
 */
void check_footnotes(struct reader *reader, cmark_node *root)
{
    struct map seen = map_new(reader->arena);
    struct definition found;
    if (!str_has(reader->text, STR("]:")))
        return;
    cover_lines(reader, root);
    for (size_t line = 1; line <= reader->lines.count; line++) {
        if (!find_definition(reader, line, &found))
            continue;
        const struct footnote *footnote = find_used_at(reader, line);
        if (footnote != NULL || !reader->lines.at[line - 1].covered)
            check_definition_at(reader, &seen, found,
                                footnote != NULL && (footnote->used || reader->cut_short));
    }
}
