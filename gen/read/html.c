#include "read/html.h"

#include "read/markup_room.h"
#include "read/source.h"

/* Deeper than trees may be, since many elements mean nothing for the tree. */
enum { ELEMENT_DEPTH = 512 };

/* ---- words that stand together ---- */

/* One word of `first` and those that follow it; each letter is copied once. */
static void join_words(struct markup_reader *r, struct node *first)
{
    struct out text = out_new(r->arena);
    struct node *next = first->next;
    out_raw(&text, first->text);
    for (; next != NULL && next->kind == NODE_STR; next = first->next) {
        out_raw(&text, next->text);
        first->span = span_union(first->span, next->span);
        node_remove(next);
    }
    first->text = out_str(&text);
}

static void settle_words(struct markup_reader *r, struct node *root)
{
    for (struct node *node = root; node != NULL; node = node_next(root, node))
        if (node->kind == NODE_STR && node->next != NULL && node->next->kind == NODE_STR)
            join_words(r, node);
}

/* ---- the page ---- */

static void read_page(struct markup_reader *r, struct html_node *root, struct doc *doc)
{
    markup_mark(root);
    markup_find_notes(r, root);
    r->meta = map_new(r->arena);
    markup_put_blocks(r, root, doc->body, NODE_PLAIN);
    markup_settle_plains(doc->body, false);
    settle_words(r, doc->body);
    doc->meta = markup_metadata(r);
}

static struct node *new_body(const struct doc *doc)
{
    return node_new(doc->arena, NODE_BLOCKS, span_of(doc->source, 0, doc->source->text.len));
}

/* Offsets in the tree are those in the source: its mark of byte order is a space there. */
static struct str page_text(const struct doc *doc)
{
    size_t start = source_body(doc->source);
    struct str text = doc->source->text;
    return start == 0 ? text : str_join(doc->arena, STR("   "), str_slice(text, start, text.len));
}

bool read_html(struct doc *doc, struct diags *diags)
{
    struct markup_reader r = {.arena = doc->arena, .doc = doc, .diags = diags};
    struct html_node root;
    doc->body = new_body(doc);
    switch (html_parse(doc->arena, page_text(doc), ELEMENT_DEPTH, &root)) {
    case HTML_READ: read_page(&r, &root, doc); break;
    case HTML_TOO_DEEP:
        diag_add(diags, DIAG_TOO_DEEP, markup_span(&r, &root),
                 "elements are nested more than %d deep", ELEMENT_DEPTH);
        r.failed = true;
        break;
    case HTML_NO_MEMORY:
        diag_add(diags, DIAG_TOO_LARGE, span_start(doc->source),
                 "there is no memory for the elements of the page");
        r.failed = true;
        break;
    }
    if (r.failed)
        doc->body = new_body(doc);
    return !r.failed;
}
