#include "annotate/annotate.h"

#include <string.h>

#include "annotate/room.h"

/* Fewer letters than this are easily written a second time by a later edit. */
enum { SHORT_WEIGHT = 12 };

static bool is_shown(const struct note *note, const struct site *site)
{
    bool ripe = note->status == STATUS_PUBLISHED || site->drafts;
    bool due = note->publish.len == 0 || site->future || str_cmp(note->publish, site->today) <= 0;
    return ripe && due;
}

/*
 * What is not published leaves no trace in any output,
 * so it leaves here, before anything is made of it.
 */
static void drop_hidden(struct doc *doc)
{
    size_t kept = 0;
    for (size_t i = 0; i < doc->notes.count; i++)
        if (is_shown(&doc->notes.at[i], doc->site))
            doc->notes.at[kept++] = doc->notes.at[i];
    doc->notes.count = kept;
}

#define ANNOTATE_ERROR(a, ...) ((a)->ok = false, diag_add((a)->diags, __VA_ARGS__))

static bool check_on(struct annotator *a, const struct note *note)
{
    if (note->on.len == 0)
        return true;
    struct diag *diag = ANNOTATE_ERROR(a, DIAG_NOT_YET, note->attr_span,
                                       "`on=%.*s` cannot be used yet", STR_ARG(note->on));
    diag_help(diag, "quote a passage near it, and say in the note what it is about");
    return false;
}

static bool check_covers(struct annotator *a, const struct note *note)
{
    if (note->covers.len == 0 || is_coverage(note->covers))
        return true;
    struct diag *diag = ANNOTATE_ERROR(a, DIAG_BAD_VALUE, note->attr_span,
                                       "a note cannot cover \"%.*s\"", STR_ARG(note->covers));
    diag_help(diag, "`covers` takes paragraph, item, row or section");
    return false;
}

static bool has_image(const struct note *note)
{
    for (const struct node *node = note->quote_tree; node != NULL;
         node = node_next(note->quote_tree, node))
        if (node->kind == NODE_IMAGE)
            return true;
    return false;
}

static bool check_text(struct annotator *a, const struct note *note,
                       const struct quotation *quotation)
{
    if (quotation->pieces.count != 0 || quotation->whole.len != 0)
        return true;
    if (has_image(note)) {
        ANNOTATE_ERROR(a, DIAG_NOT_YET, quote_place(note),
                       "a picture cannot be quoted yet: quote words of its caption");
        return false;
    }
    struct diag *diag =
        ANNOTATE_ERROR(a, DIAG_NOTE_EMPTY, quote_place(note),
                       "the quotation of note \"%.*s\" has no text", STR_ARG(note->id));
    diag_help(diag,
              "quote some words of the essay, or take the quotation out to write about all of it");
    return false;
}

static void check_weight(struct annotator *a, const struct note *note,
                         const struct quotation *quotation)
{
    size_t weight = 0;
    for (size_t i = 0; i < quotation->pieces.count; i++)
        weight += quote_weight(quotation->pieces.at[i]);
    if (weight >= SHORT_WEIGHT)
        return;
    struct diag *diag =
        diag_add(a->diags, DIAG_NOTE_QUOTE_SHORT, quote_place(note),
                 "the quotation is so short that a later edit may make it ambiguous");
    diag_help(diag, "quote more of the sentence and mark the passage in it with ==…==");
}

/*
 * A part that is bold in the essay too is believed: the note
 * then stands at those words, which are in the quotation.
 */
static bool check_part(struct annotator *a, const struct note *note,
                       const struct quotation *quotation)
{
    if (quotation->part != PART_UNCLEAR)
        return true;
    struct diag *diag = ANNOTATE_ERROR(a, DIAG_NOTE_PART_UNCLEAR, quote_place(note),
                                       "the quotation marks more than one part");
    diag_help(diag, "mark the one part that the note is about with ==…==");
    return false;
}

static bool check_coverage(struct annotator *a, const struct note *note, struct anchor *anchor)
{
    if (widen_anchor(a, anchor))
        return true;
    struct diag *diag = ANNOTATE_ERROR(
        a, DIAG_BAD_VALUE, note->attr_span, "the passage stands in no %s that the note could cover",
        str_is(note->covers, "row") ? "row of a table" : "item of a list");
    diag_help(diag, "take `covers` out, or quote what stands in one");
    return false;
}

static struct anchor anchor_of(const struct annotator *a, struct note *note, const struct hit *hit)
{
    struct anchor anchor = {.note = note, .order = (size_t)(note - a->doc->notes.at)};
    anchor.start = a->folded.start[hit->part_start];
    anchor.end = a->folded.end[hit->part_end - 1];
    return anchor;
}

/* Whether a node's text stands there, to which a mark can be put. */
static bool has_node(const struct annotator *a, const struct hit *hit)
{
    size_t piece = rendered_find(&a->rendered, a->folded.start[hit->part_start]);
    return piece < a->rendered.pieces.count
        && a->rendered.pieces.at[piece].start < a->folded.end[hit->part_end - 1];
}

/* The place that the quotation means, after all that may be wrong was said; NULL for an error. */
static const struct hit *choose_hit(struct annotator *a, const struct note *note,
                                    const struct quotation *quotation, const struct hits *hits)
{
    if (hits->list.count == 0 || !has_node(a, &hits->list.at[0])) {
        report_not_found(a, note, quotation);
        return NULL;
    }
    if (note->occurrence > hits->list.count) {
        struct diag *diag =
            ANNOTATE_ERROR(a, DIAG_NOTE_NOT_FOUND, note->attr_span,
                           "the quoted passage stands %zu time%s in the essay, not %zu",
                           hits->list.count, hits->list.count == 1 ? "" : "s", note->occurrence);
        diag_help(diag, "give an `occurrence` that is there");
        return NULL;
    }
    if (note->occurrence != 0)
        return &hits->list.at[note->occurrence - 1];
    if (hits->list.count == 1 && !hits->more)
        return &hits->list.at[0];
    report_ambiguous(a, note, quotation, hits);
    return NULL;
}

/*
 * What stands in the essay just as it is written
 * is meant so, with its brackets and equals signs.
 */
static struct quotation take_literally(struct annotator *a, const struct quotation *quotation)
{
    struct quotation literal = {.whole = quotation->whole, .literal = true};
    *LIST_ADD(&literal.pieces, a->scratch) = quotation->whole;
    return literal;
}

/* Whether the essay's letters of this hit stand in one block. */
static bool is_unbroken(const struct annotator *a, const struct hit *hit)
{
    size_t start = a->folded.start[hit->start], end = a->folded.end[hit->end - 1];
    return memchr(a->rendered.text.at + start, '\n', end - start) == NULL;
}

/*
 * The end of one paragraph and the beginning of the next may happen to say what a sentence
 * elsewhere says. A quotation that is itself one paragraph means the sentence, if there is just
 * one.
 */
static void prefer_unbroken(const struct annotator *a, struct hits *hits)
{
    size_t count = 0, found = 0;
    for (size_t i = 0; i < hits->list.count; i++) {
        if (!is_unbroken(a, &hits->list.at[i]))
            continue;
        found = i;
        count++;
    }
    if (count != 1 || hits->more)
        return;
    hits->list.at[0] = hits->list.at[found];
    hits->list.count = 1;
}

static struct hits find_reading(struct annotator *a, const struct note *note,
                                struct quotation *quotation)
{
    if (!quotation->literal) {
        struct quotation literal = take_literally(a, quotation);
        struct hits hits = find_quotation(a, &literal, note->occurrence);
        if (hits.list.count != 0) {
            *quotation = literal;
            return hits;
        }
    }
    struct hits hits = find_quotation(a, quotation, note->occurrence);
    if (hits.list.count > 1 && quotation->one_block && note->occurrence == 0)
        prefer_unbroken(a, &hits);
    return hits;
}

static struct hits find_place(struct annotator *a, const struct note *note,
                              struct quotation *quotation)
{
    const struct quotation *otherwise = quotation->otherwise;
    struct hits hits = find_reading(a, note, quotation);
    if (hits.list.count != 0 || otherwise == NULL)
        return hits;
    *quotation = *otherwise;
    return find_reading(a, note, quotation);
}

static void tie_note(struct annotator *a, struct note *note)
{
    if (!check_on(a, note) || !check_covers(a, note))
        return;
    note->whole = note->quote.len == 0;
    if (note->whole)
        return;
    struct quotation quotation = read_quotation(a, note);
    if (!check_text(a, note, &quotation))
        return;
    struct hits hits = find_place(a, note, &quotation);
    const struct hit *hit = choose_hit(a, note, &quotation, &hits);
    if (hit == NULL)
        return;
    if (!check_part(a, note, &quotation))
        return;
    struct anchor anchor = anchor_of(a, note, hit);
    if (note->covers.len != 0 && !check_coverage(a, note, &anchor))
        return;
    check_weight(a, note, &quotation);
    *LIST_ADD(&a->anchors, a->scratch) = anchor;
}

static bool tie_notes(struct annotator *a)
{
    a->rendered = fold_render(a->scratch, a->doc->body);
    a->folded = fold_text(a->scratch, a->rendered.text);
    for (size_t i = 0; i < a->doc->notes.count; i++)
        tie_note(a, &a->doc->notes.at[i]);
    return a->ok;
}

bool annotate_doc(struct doc *doc, struct diags *diags)
{
    drop_hidden(doc);
    if (doc->notes.count == 0)
        return true;
    struct annotator a = {.doc = doc, .arena = doc->arena, .diags = diags, .ok = true};
    a.scratch = arena_new();
    if (tie_notes(&a)) {
        sort_anchors(&a);
        put_passages(&a);
        put_marks(&a);
        put_whole_notes(&a);
    }
    arena_free(a.scratch);
    return a.ok;
}
