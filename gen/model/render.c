/* The rendered text of a tree: the first half of folding. */
#include "model/fold.h"

#include "base/out.h"

struct renderer {
    struct arena *arena;
    struct out text;
    struct rendered *to;
};

static void put_piece(struct renderer *r, struct node *node, struct str text)
{
    if (text.len == 0)
        return;
    struct rendered_piece *piece = LIST_ADD(&r->to->pieces, r->arena);
    piece->node = node;
    piece->start = (uint32_t)r->text.len;
    out_raw(&r->text, text);
    piece->end = (uint32_t)r->text.len;
}

/* One line end is enough, however many blocks begin or end here. */
static void put_edge(struct renderer *r)
{
    if (r->text.len > 0 && r->text.at[r->text.len - 1] != '\n')
        out_char(&r->text, '\n');
}

static void put_node(struct renderer *r, struct node *node);

static void put_children(struct renderer *r, struct node *node)
{
    for (struct node *child = node->first; child != NULL; child = child->next)
        put_node(r, child);
}

static void put_block(struct renderer *r, struct node *node)
{
    put_edge(r);
    put_children(r, node);
    put_edge(r);
}

static void put_code_block(struct renderer *r, struct node *node)
{
    put_edge(r);
    put_piece(r, node, node->text);
    put_edge(r);
}

static void put_quoted(struct renderer *r, struct node *node)
{
    struct str mark = node->quote == QUOTE_DOUBLE ? STR("\"") : STR("'");
    out_raw(&r->text, mark);
    put_children(r, node);
    out_raw(&r->text, mark);
}

static void put_raw(struct renderer *r, struct node *node)
{
    if (str_starts(node->text, STR("<br")))
        put_piece(r, node, STR(" "));
}

/*
 * The mark of a footnote's later reference, or of a note
 * that is in the tree already, is no text of the author's.
 */
static bool is_mark(const struct node *node)
{
    return (node->kind == NODE_LINK && node_has_class(node, "fnref")) || node_is_note_span(node);
}

static void put_inline(struct renderer *r, struct node *node)
{
    if (!is_mark(node))
        put_children(r, node);
}

static void put_node(struct renderer *r, struct node *node)
{
    switch (node->kind) {
    case NODE_STR:
    case NODE_CODE:
    case NODE_MATH: put_piece(r, node, node->text); break;
    case NODE_SPACE:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK: put_piece(r, node, STR(" ")); break;
    case NODE_QUOTED: put_quoted(r, node); break;
    case NODE_RAW_INLINE: put_raw(r, node); break;
    case NODE_CODE_BLOCK: put_code_block(r, node); break;
    case NODE_NOTE:
    case NODE_IMAGE:
    case NODE_CITE: break;
    case NODE_EMPH:
    case NODE_UNDERLINE:
    case NODE_STRONG:
    case NODE_STRIKEOUT:
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT:
    case NODE_SMALL_CAPS:
    case NODE_LINK:
    case NODE_SPAN: put_inline(r, node); break;
    case NODE_RAW_BLOCK:
    case NODE_HORIZONTAL_RULE: put_edge(r); break;
    case NODE_PLAIN:
    case NODE_PARA:
    case NODE_LINE_BLOCK:
    case NODE_BLOCK_QUOTE:
    case NODE_ORDERED_LIST:
    case NODE_BULLET_LIST:
    case NODE_DEFINITION_LIST:
    case NODE_HEADER:
    case NODE_TABLE:
    case NODE_FIGURE:
    case NODE_DIV:
    case NODE_BLOCKS:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_ITEM:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT:
    case NODE_ROW:
    case NODE_CELL: put_block(r, node); break;
    }
}

struct rendered fold_render(struct arena *arena, struct node *root)
{
    struct rendered rendered = {0};
    struct renderer r = {arena, out_new(arena), &rendered};
    if (root->kind == NODE_NOTE || root->kind == NODE_IMAGE)
        put_children(&r, root);
    else
        put_node(&r, root);
    rendered.text = out_str(&r.text);
    return rendered;
}

size_t rendered_find(const struct rendered *rendered, size_t offset)
{
    size_t low = 0, high = rendered->pieces.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rendered->pieces.at[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct span rendered_node_span(const struct node *node, size_t start, size_t end)
{
    struct span span = node->span;
    bool literal = node->kind == NODE_STR || node->kind == NODE_CODE_BLOCK
        || node->kind == NODE_CODE || node->kind == NODE_MATH;
    if (!literal || start >= end)
        return span;
    size_t inside = str_find(span_text(span), node->text, 0);
    if (inside + node->text.len > span_text(span).len)
        return span;
    return span_of(span.source, span.start + inside + start, span.start + inside + end);
}

struct span rendered_span(const struct rendered *rendered, size_t start, size_t end)
{
    struct span span = SPAN_NONE;
    for (size_t i = rendered_find(rendered, start); i < rendered->pieces.count; i++) {
        const struct rendered_piece *piece = &rendered->pieces.at[i];
        if (piece->start >= end)
            break;
        size_t from = start > piece->start ? start - piece->start : 0;
        size_t to = (end < piece->end ? end : piece->end) - piece->start;
        span = span_union(span, rendered_node_span(piece->node, from, to));
    }
    return span;
}
