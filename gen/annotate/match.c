/* Where in the folded essay a quotation stands. */
#include <string.h>

#include "annotate/room.h"
#include "base/utf8.h"

static const size_t nowhere = SIZE_MAX;

/* The letter before byte `offset`, seen through the marks on it; 0 at the start. */
static uint32_t letter_before(struct str text, size_t offset)
{
    uint32_t code = 0;
    while (offset > 0) {
        code = utf8_before(text, offset, &offset);
        if (!utf8_is_mark(code))
            break;
    }
    return code;
}

static uint32_t letter_at(struct str text, size_t offset)
{
    return offset < text.len ? utf8_next(text, &offset) : 0;
}

/* In alphabetic scripts a word is not cut; elsewhere particles and articles are written onto it. */
static bool is_edge(struct str text, size_t offset)
{
    return !utf8_is_alphabetic(letter_before(text, offset))
        || !utf8_is_alphabetic(letter_at(text, offset));
}

bool has_edges(struct str folded, size_t start, size_t end)
{
    return is_edge(folded, start) && is_edge(folded, end) && !utf8_is_mark(letter_at(folded, end));
}

static bool has_form(const struct annotator *a, enum quote_form form, size_t start)
{
    if (form == FORM_ANY)
        return true;
    size_t piece = rendered_find(&a->rendered, a->folded.start[start]);
    const struct node *node = a->rendered.pieces.at[piece].node;
    return node_above(node, form == FORM_ROW ? NODE_ROW : NODE_HEADER) != NULL;
}

static bool is_inside(const struct annotator *a, const struct quotation *quotation, size_t start,
                      size_t end)
{
    return quotation->to == 0
        || (a->folded.start[start] >= quotation->from && a->folded.end[end - 1] <= quotation->to);
}

/* A search for one quotation. */
struct search {
    const struct annotator *a;
    const struct quotation *quotation;
    size_t *at;  /* for each piece where it stands in the window; `nowhere` at first */
    size_t work; /* bytes compared */
};

/*
 * Each try costs the length of the piece. Only texts that repeat themselves without end reach this:
 * for them the search is given up, and what was found counts as one place of several.
 */
static const size_t work_most = (size_t)1 << 29;

/*
 * Behind a try at `start` that failed: the next letter
 * or, if no quotation can begin there, the next edge.
 */
static size_t next_try(struct str text, size_t start)
{
    bool inside = !is_edge(text, start);
    utf8_next(text, &start);
    while (inside && start < text.len && !is_edge(text, start))
        utf8_next(text, &start);
    return start;
}

/* The first place of the piece `index` at or after byte `from`. */
static size_t find_piece(struct search *s, size_t index, size_t from)
{
    struct str text = s->a->folded.text, piece = s->quotation->pieces.at[index];
    while (from < text.len && s->work < work_most) {
        const char *found = memmem(text.at + from, text.len - from, piece.at, piece.len);
        s->work += piece.len;
        if (found == NULL)
            return nowhere;
        size_t start = (size_t)(found - text.at);
        size_t end = start + piece.len;
        if (has_edges(text, start, end) && has_form(s->a, s->quotation->form, start)
            && is_inside(s->a, s->quotation, start, end))
            return start;
        from = next_try(text, start);
    }
    return nowhere;
}

/*
 * Find each later piece at its nearest place after the one before. As windows only move forward, so
 * do the pieces, and the essay is read once for each of them.
 */
static bool find_rest(struct search *s)
{
    const struct quotation *quotation = s->quotation;
    for (size_t i = 1; i < quotation->pieces.count; i++) {
        size_t least = s->at[i - 1] + quotation->pieces.at[i - 1].len;
        if (s->at[i] == nowhere || s->at[i] < least)
            s->at[i] = find_piece(s, i, least);
        if (s->at[i] == nowhere)
            return false;
    }
    return true;
}

static struct hit hit_of(const struct search *s)
{
    const struct quotation *q = s->quotation;
    size_t last = q->pieces.count - 1;
    struct hit hit = {.start = s->at[0], .end = s->at[last] + q->pieces.at[last].len};
    bool part = q->part == PART_MARKED || q->part == PART_BOLD;
    hit.part_start = part ? s->at[q->part_start.piece] + q->part_start.offset : hit.start;
    hit.part_end = part ? s->at[q->part_end.piece] + q->part_end.offset : hit.end;
    return hit;
}

/*
 * Whether two hits are the same letters of the essay: one
 * of its letters may be several folded ones, as … is.
 */
static bool is_same_place(const struct folded *folded, const struct hit *a, const struct hit *b)
{
    return folded->start[a->start] == folded->start[b->start]
        && folded->end[a->end - 1] == folded->end[b->end - 1];
}

/* A window that ends where the last one ends lies inside it and takes its place. */
static void put_hit(const struct annotator *a, struct hits *hits, struct hit hit)
{
    struct hit *last = hits->list.count > 0 ? &hits->list.at[hits->list.count - 1] : NULL;
    if (last != NULL && last->end == hit.end)
        *last = hit;
    else if (last == NULL || !is_same_place(&a->folded, last, &hit))
        *LIST_ADD(&hits->list, a->scratch) = hit;
}

struct hits find_quotation(const struct annotator *a, const struct quotation *quotation,
                           size_t at_least)
{
    struct hits hits = {0};
    size_t limit = at_least > HITS_LISTED ? at_least : HITS_LISTED;
    size_t count = quotation->pieces.count;
    struct search s = {a, quotation, ARENA_ARRAY(a->scratch, count, size_t), 0};
    for (size_t i = 0; i < count; i++)
        s.at[i] = nowhere;
    for (size_t from = 0; count > 0 && hits.list.count <= limit;) {
        s.at[0] = find_piece(&s, 0, from);
        if (s.at[0] == nowhere || !find_rest(&s))
            return hits;
        put_hit(a, &hits, hit_of(&s));
        from = s.at[0];
        utf8_next(a->folded.text, &from);
    }
    hits.more = hits.list.count > limit;
    return hits;
}
