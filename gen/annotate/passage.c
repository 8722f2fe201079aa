/*
 * Passages are marked in the tree as flat segments: the essay's text nodes are cut at all ends of
 * passages, and each run of siblings that belongs to the same notes is wrapped in one Span.
 * Segments never lie in each other, and inline elements stay whole: the segment goes inside them.
 * Only code and formulas, which hold no inlines, are taken as a whole: a passage that covers a part
 * of one lights all of it.
 */
#include <stdlib.h>
#include <string.h>

#include "annotate/room.h"
#include "base/out.h"

/* Between two neighbouring ends of passages the same notes are meant. */
struct stretch {
    uint32_t start, end;
    struct str notes; /* ids in the order of marks; empty where there are none */
};

/* A run of siblings that will be one segment. */
struct run {
    struct node *first, *last;
    struct str notes;
};

struct marker {
    struct annotator *a;
    LIST(struct stretch) stretches;
    struct run run;
    struct node *node; /* the last one that was marked */
    size_t ended;      /* how many anchors have their last node */
};

static int by_offset(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The notes whose passages touch the bytes from `start` to `end`, as the attribute lists them. */
static struct str notes_on(const struct annotator *a, uint32_t start, uint32_t end)
{
    struct out out = out_new(a->arena);
    for (size_t i = 0; i < a->anchors.count; i++) {
        const struct anchor *anchor = &a->anchors.at[i];
        if (anchor->target != NULL || anchor->start >= end || anchor->end <= start)
            continue;
        if (out.len != 0)
            out_char(&out, ' ');
        out_raw(&out, anchor->note->id);
    }
    return out_str(&out);
}

static void find_stretches(struct marker *m)
{
    struct annotator *a = m->a;
    size_t count = 0;
    uint32_t *ends = ARENA_ARRAY(a->scratch, a->anchors.count * 2, uint32_t);
    for (size_t i = 0; i < a->anchors.count; i++) {
        if (a->anchors.at[i].target != NULL)
            continue;
        ends[count++] = a->anchors.at[i].start;
        ends[count++] = a->anchors.at[i].end;
    }
    qsort(ends, count, sizeof *ends, by_offset);
    for (size_t i = 0; i + 1 < count; i++)
        if (ends[i] < ends[i + 1])
            *LIST_ADD(&m->stretches, a->scratch) =
                (struct stretch){ends[i], ends[i + 1], notes_on(a, ends[i], ends[i + 1])};
}

/* Wrap the run that ends here: inlines in a Span, blocks of code in a Div. */
static void end_run(struct marker *m)
{
    struct run run = m->run;
    m->run = (struct run){0};
    if (run.first == NULL || run.last == NULL)
        return;
    struct arena *arena = m->a->arena;
    enum node_kind kind = node_is_block(run.first) ? NODE_DIV : NODE_SPAN;
    struct span span = span_union(run.first->span, run.last->span);
    struct node *passage = node_new(arena, kind, span);
    node_add_class(arena, passage, STR("passage"));
    node_set_attr(arena, passage, STR("note"), run.notes);
    node_wrap(passage, run.first, run.last);
}

static void put_in_run(struct marker *m, struct node *node, struct str notes)
{
    bool joins = m->run.last != NULL && node->prev == m->run.last && str_eq(notes, m->run.notes);
    if (!joins) {
        end_run(m);
        m->run.first = node;
        m->run.notes = notes;
    }
    m->run.last = node;
}

/*
 * Cut a Str in two behind `length` bytes of its text;
 * gives the second, which stands behind the first.
 */
static struct node *split_text(struct arena *arena, struct node *node, size_t length)
{
    struct str text = node->text;
    struct span before = rendered_node_span(node, 0, length);
    struct span behind = rendered_node_span(node, length, text.len);
    struct node *second =
        node_text_new(arena, node->kind, str_slice(text, length, text.len), behind);
    node->text = str_slice(text, 0, length);
    node->span = before;
    node_insert_after(node, second);
    return second;
}

/* The part of a Str that lies in one stretch, or before the first, or behind the last. */
struct cut {
    struct node *node;
    uint32_t start, end; /* of what is left of the piece */
};

/* Take what lies before `offset` from the front of what is left. */
static struct node *cut_before(struct marker *m, struct cut *rest, uint32_t offset)
{
    struct node *front = rest->node;
    if (offset < rest->end)
        rest->node = split_text(m->a->arena, front, offset - rest->start);
    rest->start = offset;
    return front;
}

/*
 * Passages end in the order of their anchors; one that
 * ends in no node's text ends with the node before.
 */
static void note_last(struct marker *m, struct node *node, uint32_t start, uint32_t end)
{
    while (m->ended < m->a->anchors.count && m->a->anchors.at[m->ended].end <= end) {
        struct anchor *anchor = &m->a->anchors.at[m->ended++];
        anchor->last = anchor->end <= start ? m->node : node;
    }
    m->node = node;
}

static void mark_text(struct marker *m, const struct rendered_piece *piece, size_t stretch)
{
    struct cut rest = {piece->node, piece->start, piece->end};
    for (; rest.start < rest.end && stretch < m->stretches.count; stretch++) {
        const struct stretch *s = &m->stretches.at[stretch];
        if (s->start >= rest.end)
            return;
        if (s->start > rest.start)
            cut_before(m, &rest, s->start);
        uint32_t start = rest.start, end = s->end < rest.end ? s->end : rest.end;
        if (s->notes.len == 0)
            continue;
        struct node *node = cut_before(m, &rest, end);
        put_in_run(m, node, s->notes);
        note_last(m, node, start, end);
    }
}

static void mark_whole(struct marker *m, const struct rendered_piece *piece,
                       const struct stretch *s)
{
    bool inside = s->start <= piece->start && s->end >= piece->end;
    struct str notes = inside ? s->notes : notes_on(m->a, piece->start, piece->end);
    if (notes.len == 0)
        return;
    put_in_run(m, piece->node, notes);
    note_last(m, piece->node, piece->start, piece->end);
}

static void mark_pieces(struct marker *m)
{
    const struct rendered *rendered = &m->a->rendered;
    size_t stretch = 0;
    for (size_t i = 0; i < rendered->pieces.count; i++) {
        const struct rendered_piece *piece = &rendered->pieces.at[i];
        while (stretch < m->stretches.count && m->stretches.at[stretch].end <= piece->start)
            stretch++;
        if (stretch == m->stretches.count)
            break;
        if (m->stretches.at[stretch].start >= piece->end)
            continue;
        if (piece->node->kind == NODE_STR)
            mark_text(m, piece, stretch);
        else
            mark_whole(m, piece, &m->stretches.at[stretch]);
    }
    end_run(m);
    for (; m->ended < m->a->anchors.count; m->ended++)
        m->a->anchors.at[m->ended].last = m->node;
}

void put_passages(struct annotator *a)
{
    struct marker m = {.a = a};
    find_stretches(&m);
    mark_pieces(&m);
}
