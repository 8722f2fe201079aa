/* `covers`: the passage widened to the whole paragraph, item, row or section that it touches. */
#include "annotate/room.h"

static const struct node *block_of(const struct node *node)
{
    while (node->parent != NULL && node_is_inline(node))
        node = node->parent;
    return node;
}

/*
 * What holds `node` and is itself among the blocks
 * of the body; sections are made after annotating.
 */
static const struct node *top_of(const struct annotator *a, const struct node *node)
{
    while (node->parent != NULL && node->parent != a->root)
        node = node->parent;
    return node;
}

/* Nodes from `first` to `last` and all below them. */
struct cover {
    const struct node *first, *last;
};

static bool begins_section(const struct node *node, int level)
{
    return node->kind == NODE_HEADER && node->level <= level;
}

/*
 * From a heading to before the next one that is not below
 * it; what stands before the first one is a section too.
 */
static struct cover cover_section(const struct annotator *a, const struct node *first,
                                  const struct node *last)
{
    struct cover cover = {top_of(a, first), top_of(a, last)};
    while (cover.first->kind != NODE_HEADER && cover.first->prev != NULL)
        cover.first = cover.first->prev;
    int level = cover.first->kind == NODE_HEADER ? cover.first->level : 6;
    while (cover.last->next != NULL && !begins_section(cover.last->next, level))
        cover.last = cover.last->next;
    return cover;
}

static struct cover cover_kind(enum node_kind kind, const struct node *first,
                               const struct node *last)
{
    return (struct cover){node_above(first, kind), node_above(last, kind)};
}

/*
 * Both ends are NULL for a word that `covers` does not
 * take, one is where there is no such thing around it.
 */
static struct cover cover_of(const struct annotator *a, struct str covers, const struct node *first,
                             const struct node *last)
{
    if (str_is(covers, "paragraph"))
        return (struct cover){block_of(first), block_of(last)};
    if (str_is(covers, "section"))
        return cover_section(a, first, last);
    return cover_kind(str_is(covers, "row") ? NODE_ROW : NODE_ITEM, first, last);
}

static bool is_below(const struct node *node, const struct node *above)
{
    while (node != NULL && node != above)
        node = node->parent;
    return node != NULL;
}

/*
 * Whether `node` lies in one of the siblings from `first`
 * to `last`, or in either where they are no siblings.
 */
static bool is_covered(const struct node *node, const struct cover *cover)
{
    if (is_below(node, cover->first) || is_below(node, cover->last))
        return true;
    if (cover->first->parent != cover->last->parent)
        return false;
    for (const struct node *at = cover->first; at != cover->last && at != NULL; at = at->next)
        if (is_below(node, at))
            return true;
    return false;
}

static bool is_space(const struct node *node)
{
    return node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK
        || node->kind == NODE_LINE_BREAK;
}

static void widen(const struct annotator *a, struct anchor *anchor, const struct cover *cover,
                  size_t first, size_t last)
{
    const struct rendered_piece *pieces = a->rendered.pieces.at;
    while (first > 0 && is_covered(pieces[first - 1].node, cover))
        first--;
    while (last + 1 < a->rendered.pieces.count && is_covered(pieces[last + 1].node, cover))
        last++;
    while (first < last && is_space(pieces[first].node))
        first++;
    while (last > first && is_space(pieces[last].node))
        last--;
    anchor->start = anchor->start < pieces[first].start ? anchor->start : pieces[first].start;
    anchor->end = anchor->end > pieces[last].end ? anchor->end : pieces[last].end;
}

bool is_coverage(struct str covers)
{
    return str_is(covers, "paragraph") || str_is(covers, "item") || str_is(covers, "row")
        || str_is(covers, "section");
}

bool widen_anchor(const struct annotator *a, struct anchor *anchor)
{
    size_t first = rendered_find(&a->rendered, anchor->start);
    size_t last = rendered_find(&a->rendered, anchor->end - 1);
    if (last == a->rendered.pieces.count)
        last--;
    struct cover cover = cover_of(a, anchor->note->covers, a->rendered.pieces.at[first].node,
                                  a->rendered.pieces.at[last].node);
    if (cover.first == NULL || cover.last == NULL)
        return false;
    widen(a, anchor, &cover, first, last);
    return true;
}
