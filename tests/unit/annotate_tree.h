/*
 * Trees for the tests of folding and annotating, made from a few signs so that a test shows its
 * essay as one text.
 *
 * Blocks stand between empty lines: `# ` headings, `- ` items, `| a | b |` rows, "    " code, else
 * paragraphs. In them: *emphasis*, **strong**, `code`, [link](url), ^[footnote]. This is no
 * Markdown; it gives the nodes that reading would, each with its place in the text.
 */
#ifndef GLOSS_TESTS_ANNOTATE_TREE_H
#define GLOSS_TESTS_ANNOTATE_TREE_H

#include <string.h>

#include "model/doc.h"

struct tree_reader {
    struct arena *arena;
    const struct source *source;
    size_t at, end;
};

static inline bool tree_has(const struct tree_reader *r, const char *sign)
{
    size_t length = strlen(sign);
    return r->at + length <= r->end && memcmp(r->source->text.at + r->at, sign, length) == 0;
}

static inline void tree_inlines(struct tree_reader *r, struct node *parent, const char *closing);

static inline void tree_word(struct tree_reader *r, struct node *parent)
{
    size_t start = r->at;
    do {
        r->at++;
    } while (r->at < r->end && strchr(" \n*`[]^", r->source->text.at[r->at]) == NULL);
    struct span span = span_of(r->source, start, r->at);
    node_append(parent, node_text_new(r->arena, NODE_STR, span_text(span), span));
}

static inline void tree_nest(struct tree_reader *r, struct node *parent, enum node_kind kind,
                             const char *opening, const char *closing)
{
    size_t start = r->at;
    r->at += strlen(opening);
    struct node *node = node_new(r->arena, kind, SPAN_NONE);
    struct node *inner = node;
    if (kind == NODE_NOTE) {
        inner = node_new(r->arena, NODE_PARA, SPAN_NONE);
        node_append(node, inner);
    }
    tree_inlines(r, inner, closing);
    r->at += strlen(closing);
    if (kind == NODE_LINK) {
        size_t end = str_find(r->source->text, STR(")"), r->at);
        node->target = str_slice(r->source->text, r->at, end);
        r->at = end + 1;
    }
    node->span = span_of(r->source, start, r->at);
    node_append(parent, node);
}

static inline void tree_code(struct tree_reader *r, struct node *parent)
{
    size_t end = str_find(r->source->text, STR("`"), r->at + 1);
    struct str text = str_slice(r->source->text, r->at + 1, end);
    struct span span = span_of(r->source, r->at, end + 1);
    node_append(parent, node_text_new(r->arena, NODE_CODE, text, span));
    r->at = end + 1;
}

static inline void tree_inlines(struct tree_reader *r, struct node *parent, const char *closing)
{
    while (r->at < r->end && !(closing != NULL && tree_has(r, closing))) {
        char c = r->source->text.at[r->at];
        if (c == ' ' || c == '\n') {
            enum node_kind kind = c == ' ' ? NODE_SPACE : NODE_SOFT_BREAK;
            node_append(parent, node_new(r->arena, kind, span_of(r->source, r->at, r->at + 1)));
            r->at++;
        } else if (tree_has(r, "**")) {
            tree_nest(r, parent, NODE_STRONG, "**", "**");
        } else if (c == '*') {
            tree_nest(r, parent, NODE_EMPH, "*", "*");
        } else if (c == '`') {
            tree_code(r, parent);
        } else if (tree_has(r, "^[")) {
            tree_nest(r, parent, NODE_NOTE, "^[", "]");
        } else if (c == '[' && str_has(str_slice(r->source->text, r->at, r->end), STR("]("))) {
            tree_nest(r, parent, NODE_LINK, "[", "](");
        } else {
            tree_word(r, parent);
        }
    }
}

static inline struct node *tree_block(struct tree_reader *r, struct node *parent,
                                      enum node_kind kind)
{
    struct node *node = node_new(r->arena, kind, span_of(r->source, r->at, r->end));
    node_append(parent, node);
    return node;
}

static inline void tree_row(struct tree_reader r, struct node *table)
{
    struct node *row = tree_block(&r, table, NODE_ROW);
    while (r.at + 2 < r.end) {
        struct tree_reader cell = r;
        cell.at += 2;
        cell.end = str_find(r.source->text, STR(" |"), cell.at);
        struct node *holder = tree_block(&cell, row, NODE_CELL);
        tree_inlines(&cell, tree_block(&cell, holder, NODE_PLAIN), NULL);
        r.at = cell.end + 1;
    }
}

/* The lines of a list or table, each an item or row. */
static inline void tree_lines(struct tree_reader r, struct node *parent)
{
    size_t end = r.end;
    for (; r.at < end; r.at = r.end + 1) {
        r.end = str_find(r.source->text, STR("\n"), r.at);
        r.end = r.end < end ? r.end : end;
        if (parent->kind == NODE_TABLE_BODY) {
            tree_row(r, parent);
            continue;
        }
        r.at += 2;
        struct node *item = tree_block(&r, parent, NODE_ITEM);
        tree_inlines(&r, tree_block(&r, item, NODE_PLAIN), NULL);
    }
}

static inline void tree_put_block(struct tree_reader r, struct node *root)
{
    if (tree_has(&r, "# ")) {
        r.at += 2;
        tree_inlines(&r, tree_block(&r, root, NODE_HEADER), NULL);
    } else if (tree_has(&r, "- ")) {
        tree_lines(r, tree_block(&r, root, NODE_BULLET_LIST));
    } else if (tree_has(&r, "| ")) {
        struct node *table = tree_block(&r, root, NODE_TABLE);
        tree_lines(r, tree_block(&r, table, NODE_TABLE_BODY));
    } else if (tree_has(&r, "    ")) {
        r.at += 4;
        struct node *code = tree_block(&r, root, NODE_CODE_BLOCK);
        code->text = span_text(code->span);
    } else {
        tree_inlines(&r, tree_block(&r, root, NODE_PARA), NULL);
    }
}

static inline struct source *tree_source(struct arena *arena, const char *path, struct str text)
{
    struct source *source = ARENA_NEW(arena, struct source);
    source->path = str_from(path);
    source->text = str_keep(arena, text);
    return source;
}

static inline struct node *tree_of(struct arena *arena, const struct source *source)
{
    struct node *root = node_new(arena, NODE_BLOCKS, span_of(source, 0, source->text.len));
    for (size_t at = 0; at < source->text.len;) {
        size_t end = str_find(source->text, STR("\n\n"), at);
        end = end < source->text.len ? end : source->text.len;
        tree_put_block((struct tree_reader){arena, source, at, end}, root);
        at = end + 2;
    }
    return root;
}

/* An essay without notes, in a site that shows drafts. */
static inline struct doc *tree_doc(struct arena *arena, struct str essay)
{
    struct site *site = ARENA_NEW(arena, struct site);
    struct doc *doc = ARENA_NEW(arena, struct doc);
    site->today = STR("2024-05-02");
    doc->arena = arena;
    doc->site = site;
    doc->page = ARENA_NEW(arena, struct page);
    doc->page->slug = STR("treaty");
    doc->source = tree_source(arena, "treaty.md", essay);
    doc->body = tree_of(arena, doc->source);
    return doc;
}

/* Add a note whose quotation is `quote`; its file is id.md, with one line `> quote`. */
static inline struct note *tree_note(struct doc *doc, const char *id, struct str quote)
{
    struct note *note = LIST_ADD(&doc->notes, doc->arena);
    char *path = str_c(doc->arena, str_fmt(doc->arena, "%s.md", id));
    struct source *file = tree_source(doc->arena, path, str_join(doc->arena, STR("> "), quote));
    note->id = str_keep(doc->arena, str_from(id));
    note->layer = STR("note");
    note->span = note->attr_span = span_start(file);
    note->body =
        tree_of(doc->arena, tree_source(doc->arena, "notes.md", str_fmt(doc->arena, "On %s.", id)));
    if (quote.len == 0)
        return note;
    note->quote = quote;
    note->quote_span = span_of(file, 0, file->text.len);
    struct quote_line *line = LIST_ADD(&note->lines, doc->arena);
    line->source = 2;
    note->quote_tree = tree_of(doc->arena, tree_source(doc->arena, "notes.md", quote));
    return note;
}

#endif
