/* Why a quotation may not have been found: the usual reasons, each cheap to look for. */
#include "annotate/room.h"
#include "base/utf8.h"

static struct hits find_text(struct annotator *a, struct str text)
{
    struct quotation quotation = {.whole = text};
    *LIST_ADD(&quotation.pieces, a->scratch) = text;
    return find_quotation(a, &quotation, 0);
}

/* The first place of `text` in an aside; the aside's length and more for none. */
static size_t find_in(struct str folded, struct str text)
{
    size_t at = str_find(folded, text, 0);
    while (at < folded.len && !has_edges(folded, at, at + text.len))
        at = str_find(folded, text, at + 1);
    return at;
}

static struct span aside_span(const struct aside *aside, size_t start, size_t end)
{
    struct span span =
        rendered_span(&aside->rendered, aside->folded.start[start], aside->folded.end[end - 1]);
    return span.source != NULL ? span : aside->node->span;
}

/* It stands where quotations do not reach. */
static void put_aside(struct annotator *a, struct diag *diag, struct str text)
{
    for (size_t i = 0; i < a->likeness->asides.count; i++) {
        const struct aside *aside = &a->likeness->asides.at[i];
        size_t at = find_in(aside->folded.text, text);
        if (at >= aside->folded.text.len)
            continue;
        diag_note(diag, "but", aside_span(aside, at, at + text.len),
                  "it stands in %s, which is no part of the essay's own text", aside->name);
        return;
    }
}

/* The marked part is there, the words around it are not. */
static void put_part(struct annotator *a, struct diag *diag, const struct quotation *quotation)
{
    bool has_part = quotation->part == PART_MARKED || quotation->part == PART_BOLD;
    if (!has_part || quotation->part_start.piece != quotation->part_end.piece)
        return;
    struct str piece = quotation->pieces.at[quotation->part_start.piece];
    struct str part = str_slice(piece, quotation->part_start.offset, quotation->part_end.offset);
    struct hits hits = find_text(a, part);
    if (hits.list.count == 0)
        return;
    const struct hit *hit = &hits.list.at[0];
    diag_note(diag, "but", hit_span(a, hit->start, hit->end),
              "the marked passage stands %s, without the words that are quoted around it",
              hits.list.count == 1 ? "here" : "more than once, first here");
}

/* All pieces are there, but not one after the other. */
static void put_order(struct annotator *a, struct diag *diag, const struct quotation *quotation)
{
    for (size_t i = 0; i < quotation->pieces.count; i++)
        if (find_text(a, quotation->pieces.at[i]).list.count == 0)
            return;
    if (quotation->pieces.count < 2)
        return;
    for (size_t i = 0; i < quotation->pieces.count; i++) {
        struct hits hits = find_text(a, quotation->pieces.at[i]);
        diag_note(diag, "but", hit_span(a, hits.list.at[0].start, hits.list.at[0].end),
                  "piece %zu of the quotation stands here: the essay has them in another order",
                  i + 1);
    }
}

void put_causes(struct annotator *a, struct diag *diag, const struct quotation *quotation)
{
    if (quotation->pieces.count == 1)
        put_aside(a, diag, quotation->pieces.at[0]);
    put_part(a, diag, quotation);
    put_order(a, diag, quotation);
}
