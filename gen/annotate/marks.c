/*
 * The notes go into the tree: each at its mark, behind its
 * passage; those on the whole essay before everything.
 */
#include <stdlib.h>

#include "annotate/room.h"

/*
 * In the order of their ends; at one place the shorter
 * before the longer, then as the notes files have them.
 */
static int by_mark(const void *a, const void *b)
{
    const struct anchor *x = a, *y = b;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    if ((x->target == NULL) != (y->target == NULL))
        return x->target == NULL ? -1 : 1; /* what is about all of a title comes last in it */
    if (x->start != y->start)
        return x->start > y->start ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

void sort_anchors(struct annotator *a)
{
    if (a->anchors.count > 1)
        qsort(a->anchors.at, a->anchors.count, sizeof(struct anchor), by_mark);
}

static bool is_mark(const struct node *node)
{
    return node_is_note_span(node);
}

/*
 * A link inside a link is no link, so a mark stands
 * behind the outermost one that holds the passage's end.
 */
static struct node *outside_links(struct node *node)
{
    struct node *link = node;
    for (struct node *above = node; above != NULL && node_is_inline(above); above = above->parent)
        if (above->kind == NODE_LINK)
            link = above;
    return link;
}

/* Where the passage ends with the emphasis, the mark is no part of the emphasis. */
static struct node *outside_emphasis(struct node *node)
{
    while (node->next == NULL && node->parent != NULL && node_is_inline(node->parent))
        node = node->parent;
    return node;
}

/*
 * The node behind which the mark of a passage stands
 * that ends with `last`; earlier marks there come first.
 */
static struct node *place_behind(struct node *last)
{
    bool wrapped = last->parent->kind == NODE_SPAN && node_has_class(last->parent, "passage");
    struct node *place = outside_emphasis(outside_links(wrapped ? last->parent : last));
    while (is_mark(place->next))
        place = place->next;
    return place;
}

/* Marks are inlines: behind a block of code they stand in a Plain of their own. */
static struct node *plain_behind(struct arena *arena, struct node *block)
{
    if (block->next != NULL && block->next->kind == NODE_PLAIN && is_mark(block->next->first))
        return block->next;
    struct node *plain = node_new(arena, NODE_PLAIN, block->span);
    node_insert_after(block, plain);
    return plain;
}

static void put_title(struct arena *arena, struct node *text, const struct note *note)
{
    if (note->title == NULL)
        return;
    struct node *title = node_new(arena, NODE_SPAN, note->title->span);
    node_add_class(arena, title, STR("title"));
    node_move_children(title, note->title);
    struct node *para = node_new(arena, NODE_PARA, title->span);
    node_append(para, title);
    node_prepend(text, para);
}

static void put_text(struct arena *arena, struct node *to, const struct note *note)
{
    if (note->body != NULL)
        node_move_children(to, note->body);
    put_title(arena, to, note);
}

static struct str status_name(enum status status)
{
    switch (status) {
    case STATUS_REVIEW: return STR("review");
    case STATUS_DRAFT: return STR("draft");
    case STATUS_PUBLISHED: break;
    }
    return STR_NONE;
}

/*
 * The node that stands for the note: its class, its
 * layer, and the classes that its heading gives.
 */
static void describe(struct arena *arena, struct node *node, const struct note *note)
{
    struct str status = status_name(note->status);
    node_add_class(arena, node, STR("note"));
    if (status.len != 0)
        node_add_class(arena, node, status);
    for (size_t i = 0; i < note->classes.count; i++)
        node_add_class(arena, node, note->classes.at[i]);
    node_set_attr(arena, node, STR("note"), note->id);
    node_set_attr(arena, node, STR("layer"), note->layer);
}

static struct node *mark_of(struct arena *arena, const struct note *note)
{
    struct node *mark = node_new(arena, NODE_SPAN, note->span);
    node_set_id(arena, mark, str_join(arena, STR("ref-"), note->id));
    describe(arena, mark, note);
    struct node *text = node_new(arena, NODE_NOTE, note->span);
    put_text(arena, text, note);
    node_append(mark, text);
    return mark;
}

static void put_mark(struct annotator *a, const struct anchor *anchor)
{
    struct node *mark = mark_of(a->arena, anchor->note);
    struct node *last = anchor->target != NULL ? last_of_target(anchor->target) : anchor->last;
    a->holders[anchor->order] = mark->first;
    if (last->kind == NODE_CODE_BLOCK)
        node_append(plain_behind(a->arena, last), mark);
    else
        node_insert_after(place_behind(last), mark);
}

void put_marks(struct annotator *a)
{
    for (size_t i = 0; i < a->anchors.count; i++) {
        struct anchor *anchor = &a->anchors.at[i];
        struct str passage = str_slice(a->rendered.text, anchor->start, anchor->end);
        anchor->note->lemma = lemma_of(a->arena, passage);
        if (!is_reply(anchor->note))
            put_mark(a, anchor);
    }
}

struct node *put_markless(struct annotator *a, const struct note *note)
{
    struct node *div = node_new(a->arena, NODE_DIV, note->span);
    node_set_id(a->arena, div, str_join(a->arena, STR("note-"), note->id));
    describe(a->arena, div, note);
    put_text(a->arena, div, note);
    a->holders[note - a->doc->notes.at] = div;
    return div;
}

/* In the order of the notes files, each before what is the body's own. */
void put_whole_notes(struct annotator *a)
{
    struct node *body = a->doc->body, *first = body->first;
    for (size_t i = 0; i < a->doc->notes.count; i++) {
        struct note *note = &a->doc->notes.at[i];
        if (!note->whole)
            continue;
        struct node *div = put_markless(a, note);
        if (first != NULL)
            node_insert_before(first, div);
        else
            node_append(body, div);
    }
}
