#include "annotate/annotate.h"

#include <string.h>

#include "annotate/room.h"

/* Fewer letters than this are easily written a second time by a later edit. */
enum { SHORT_WEIGHT = 12 };

static bool is_chosen(struct str layer, const struct site *site)
{
    for (size_t i = 0; i < site->layers.count; i++)
        if (str_eq(site->layers.at[i], layer))
            return true;
    return site->layers.count == 0;
}

static bool is_shown(const struct note *note, const struct site *site)
{
    bool ripe = note->status == STATUS_PUBLISHED || site->drafts;
    bool due = note->publish.len == 0 || site->future || str_cmp(note->publish, site->today) <= 0;
    return ripe && due && is_chosen(note->layer, site);
}

/* Whether a note answers one that is not shown. */
static bool is_orphan(const struct note *note, const struct map *hidden)
{
    return is_reply(note) && map_get(hidden, str_slice(note->on, 5, note->on.len)) != NULL;
}

static bool drop_some(struct doc *doc, struct map *hidden)
{
    size_t kept = 0, count = doc->notes.count;
    for (size_t i = 0; i < count; i++) {
        struct note note = doc->notes.at[i];
        if (is_shown(&note, doc->site) && !is_orphan(&note, hidden))
            doc->notes.at[kept++] = note;
        else
            map_add(hidden, note.id, doc);
    }
    doc->notes.count = kept;
    return kept < count;
}

/*
 * What is not published, or of a layer that was not asked for, leaves no trace in any output, so it
 * leaves here, before anything is made of it; and with a note leave those that answer it.
 */
static void drop_hidden(struct doc *doc)
{
    struct map hidden = map_new(doc->arena);
    for (size_t i = 0; i < doc->hidden.count; i++)
        map_add(&hidden, doc->hidden.at[i], doc);
    while (drop_some(doc, &hidden))
        ; /* a reply may stand before what it answers */
}

#define ANNOTATE_ERROR(a, ...) ((a)->ok = false, diag_add((a)->diags, __VA_ARGS__))

static bool check_covers(struct annotator *a, const struct note *note)
{
    if (note->covers.len == 0 || is_coverage(note->covers))
        return true;
    struct diag *diag = ANNOTATE_ERROR(a, DIAG_BAD_VALUE, note->attr_span,
                                       "a note cannot cover \"%.*s\"", STR_ARG(note->covers));
    diag_help(diag, "`covers` takes paragraph, item, row or section");
    return false;
}

static bool check_text(struct annotator *a, const struct note *note,
                       const struct quotation *quotation)
{
    if (quotation->pieces.count != 0 || quotation->whole.len != 0)
        return true;
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
    struct quotation literal = {
        .whole = quotation->whole, .literal = true, .from = quotation->from, .to = quotation->to};
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

struct hits find_place(struct annotator *a, const struct note *note, struct quotation *quotation)
{
    const struct quotation *otherwise = quotation->otherwise;
    struct hits hits = find_reading(a, note, quotation);
    if (hits.list.count != 0 || otherwise == NULL)
        return hits;
    uint32_t from = quotation->from, to = quotation->to;
    *quotation = *otherwise;
    quotation->from = from;
    quotation->to = to;
    return find_reading(a, note, quotation);
}

/* Looks for quotations in the text of `root`: the essay's own, or one that was made for it. */
static struct annotator *annotator_of(struct annotator *a, struct node *root)
{
    if (root == a->root)
        return a;
    for (size_t i = 0; i < a->others.count; i++)
        if (a->others.at[i]->root == root)
            return a->others.at[i];
    struct annotator *other = ARENA_NEW(a->scratch, struct annotator);
    *other = (struct annotator){.doc = a->doc,
                                .root = root,
                                .arena = a->arena,
                                .scratch = a->scratch,
                                .diags = a->diags,
                                .ok = true,
                                .notes = a->notes,
                                .holders = a->holders,
                                .threads = a->threads};
    other->rendered = fold_render(a->scratch, root);
    other->folded = fold_text(a->scratch, other->rendered.text);
    *LIST_ADD(&a->others, a->scratch) = other;
    return other;
}

static bool is_below(const struct node *node, const struct node *above)
{
    while (node != NULL && node != above)
        node = node->parent;
    return node != NULL;
}

/* The rendered bytes of `node`; false where it has none. */
static bool find_bytes(const struct annotator *a, const struct node *node, uint32_t *from,
                       uint32_t *to)
{
    *from = *to = 0;
    for (size_t i = 0; i < a->rendered.pieces.count; i++) {
        const struct rendered_piece *piece = &a->rendered.pieces.at[i];
        if (!is_below(piece->node, node))
            continue;
        *from = *to == 0 ? piece->start : *from;
        *to = piece->end;
    }
    return *to != 0;
}

/* The words of a figure or table that a mark can follow are those of its caption. */
static struct node *caption_of(struct node *node)
{
    for (struct node *child = node->first; child != NULL; child = child->next)
        if (child->kind == NODE_CAPTION && last_of_target(child) != NULL)
            return child;
    return node;
}

/* The note is about all of what `on` names, or about a picture: nothing of it is quoted. */
static void tie_to_target(struct annotator *a, struct note *note, const struct subject *subject)
{
    struct anchor anchor = {.note = note, .order = (size_t)(note - a->doc->notes.at)};
    anchor.target = caption_of(subject->node != NULL ? subject->node : subject->root);
    if (last_of_target(anchor.target) == NULL) {
        ANNOTATE_ERROR(a, DIAG_NOTE_NOT_FOUND, note->attr_span,
                       "what `on=%.*s` names has nothing at which a mark could stand",
                       STR_ARG(note->on));
        return;
    }
    find_bytes(a, anchor.target, &anchor.start, &anchor.end);
    *LIST_ADD(&a->anchors, a->scratch) = anchor;
}

static void tie_to_passage(struct annotator *a, struct note *note, const struct subject *subject)
{
    struct quotation quotation = read_quotation(a, note);
    if (!check_text(a, note, &quotation))
        return;
    if (subject->node != NULL && !find_bytes(a, subject->node, &quotation.from, &quotation.to)) {
        report_not_found(a, note, &quotation);
        return;
    }
    struct hits hits = find_place(a, note, &quotation);
    const struct hit *hit = choose_hit(a, note, &quotation, &hits);
    if (hit == NULL)
        return;
    if (!check_part(a, note, &quotation))
        return;
    struct anchor anchor = anchor_of(a, note, hit);
    if (note->covers.len != 0 && !check_coverage(a, note, &anchor))
        return;
    if (note->on.len == 0)
        check_weight(a, note, &quotation);
    *LIST_ADD(&a->anchors, a->scratch) = anchor;
}

static void tie_note(struct annotator *essay, struct note *note)
{
    struct subject subject = {.root = essay->root};
    if (!check_covers(essay, note) || !find_target(essay, note, &subject))
        return;
    bool quotes = note->quote.len != 0 && quoted_picture(note) == NULL;
    note->whole = note->quote.len == 0 && note->on.len == 0;
    struct annotator *a = annotator_of(essay, subject.root);
    if (quotes)
        tie_to_passage(a, note, &subject);
    else if (!note->whole && !is_reply(note))
        tie_to_target(a, note, &subject);
}

static bool tie_notes(struct annotator *a)
{
    a->rendered = fold_render(a->scratch, a->doc->body);
    a->folded = fold_text(a->scratch, a->rendered.text);
    for (size_t i = 0; i < a->doc->notes.count; i++)
        tie_note(a, &a->doc->notes.at[i]);
    for (size_t i = 0; i < a->others.count; i++)
        a->ok = a->ok && a->others.at[i]->ok;
    return a->ok;
}

static void put_notes(struct annotator *a)
{
    for (size_t i = 0; i <= a->others.count; i++) {
        struct annotator *text = i == 0 ? a : a->others.at[i - 1];
        sort_anchors(text);
        put_passages(text);
        put_marks(text);
    }
    put_whole_notes(a);
    put_replies(a);
}

static void set_up(struct annotator *a, struct map *notes)
{
    size_t count = a->doc->notes.count;
    a->scratch = arena_new();
    *notes = map_new(a->scratch);
    a->notes = notes;
    a->holders = ARENA_ARRAY(a->scratch, count, struct node *);
    a->threads = ARENA_ARRAY(a->scratch, count, size_t);
    for (size_t i = 0; i < count; i++)
        map_add(notes, a->doc->notes.at[i].id, &a->doc->notes.at[i]);
}

bool annotate_doc(struct doc *doc, struct diags *diags)
{
    drop_hidden(doc);
    if (doc->notes.count == 0)
        return true;
    struct map notes;
    struct annotator a = {
        .doc = doc, .root = doc->body, .arena = doc->arena, .diags = diags, .ok = true};
    set_up(&a, &notes);
    bool threads = find_threads(&a);
    if (tie_notes(&a) && threads)
        put_notes(&a);
    else
        a.ok = false;
    arena_free(a.scratch);
    return a.ok;
}
