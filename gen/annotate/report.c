/* What went wrong, with what an author needs to put it right. */
#include <string.h>

#include "annotate/room.h"
#include "base/utf8.h"

enum {
    SUGGESTED_MOST = 200, /* quotations of one essay that are not found and still get suggestions */
    PLACES_MOST = 5,
    SHOWN_MOST = 600 /* letters of a passage */
};

struct span quote_place(const struct note *note)
{
    struct span span = note->quote_span;
    if (note->lines.count != 0 && note->lines.at[0].source < span.end)
        span.start = note->lines.at[0].source;
    return span;
}

static struct str name_of(const struct doc *doc)
{
    return doc->page != NULL ? doc->page->slug : STR_NONE;
}

/* What the quotation was looked for in, as the message names it. */
static struct str place_of(struct annotator *a, const struct note *note)
{
    if (note->on.len == 0)
        return str_fmt(a->scratch, "essay \"%.*s\"", STR_ARG(name_of(a->doc)));
    return str_fmt(a->scratch, "what `on=%.*s` names", STR_ARG(note->on));
}

struct str hit_text(const struct annotator *a, size_t start, size_t end)
{
    struct str text = str_slice(a->rendered.text, a->folded.start[start], a->folded.end[end - 1]);
    return lemma_line(a->scratch, text);
}

struct span hit_span(const struct annotator *a, size_t start, size_t end)
{
    return rendered_span(&a->rendered, a->folded.start[start], a->folded.end[end - 1]);
}

static void put_aside(struct annotator *a, struct likeness *likeness, struct node *node,
                      const char *name)
{
    struct aside *aside = LIST_ADD(&likeness->asides, a->scratch);
    aside->node = node;
    aside->name = name;
    if (node->kind == NODE_RAW_INLINE || node->kind == NODE_RAW_BLOCK)
        aside->rendered.text = node->text;
    else
        aside->rendered = fold_render(a->scratch, node);
    aside->folded = fold_text(a->scratch, aside->rendered.text);
}

static void find_asides(struct annotator *a, struct likeness *likeness)
{
    struct node *root = a->root;
    for (struct node *node = root; node != NULL; node = node_next(root, node)) {
        if (node->kind == NODE_NOTE)
            put_aside(a, likeness, node, "a footnote");
        else if (node->kind == NODE_IMAGE)
            put_aside(a, likeness, node, "the text of an image");
        else if (node->kind == NODE_RAW_INLINE || node->kind == NODE_RAW_BLOCK)
            put_aside(a, likeness, node, "raw HTML");
    }
}

static void need_likeness(struct annotator *a)
{
    if (a->likeness != NULL)
        return;
    struct likeness *likeness = ARENA_NEW(a->scratch, struct likeness);
    likeness->letters = letters_of(a->scratch, a->folded.text);
    likeness->bare = bare_of(a->scratch, a->folded.text);
    find_asides(a, likeness);
    a->likeness = likeness;
}

/*
 * Very long passages are shown as a quotation with a
 * gap between words, which can be pasted all the same.
 */
static struct str shown_near(const struct annotator *a, const struct near *near)
{
    struct str text = hit_text(a, near->start, near->end);
    size_t count = utf8_count(text);
    if (count <= SHOWN_MOST)
        return text;
    struct str first = str_slice(text, 0, utf8_offset(text, SHOWN_MOST / 2));
    struct str last = str_slice(text, utf8_offset(text, count - SHOWN_MOST / 2), text.len);
    const char *before = memrchr(first.at, ' ', first.len),
               *behind = memchr(last.at, ' ', last.len);
    if (before != NULL)
        first = str_range(first.at, before);
    if (behind != NULL)
        last = str_range(behind + 1, last.at + last.len);
    return str_fmt(a->scratch, "%.*s […] %.*s", STR_ARG(first), STR_ARG(last));
}

static void put_near(struct annotator *a, struct diag *diag, struct str quote,
                     const struct near *near)
{
    struct str text = str_slice(a->folded.text, near->start, near->end);
    struct span span = hit_span(a, near->start, near->end);
    struct str shown = shown_near(a, near);
    if (near->differences.len != 0)
        diag_note(diag, "closest", span, "\"%.*s\" (differs only in %.*s)", STR_ARG(shown),
                  STR_ARG(near->differences));
    else if (str_has(text, quote))
        diag_note(diag, "closest", span, "\"%.*s\" (the quotation ends inside a word)",
                  STR_ARG(shown));
    else
        diag_note(diag, "closest", span, "\"%.*s\" (%zu letter%s away)", STR_ARG(shown),
                  near->distance, near->distance == 1 ? "" : "s");
}

/* The first piece that the essay does not have; the only one, where there are no gaps. */
static struct str missing_piece(struct annotator *a, const struct quotation *quotation)
{
    for (size_t i = 0; i < quotation->pieces.count; i++) {
        struct quotation piece = {.whole = quotation->pieces.at[i]};
        *LIST_ADD(&piece.pieces, a->scratch) = piece.whole;
        if (find_quotation(a, &piece, 0).list.count == 0)
            return piece.whole;
    }
    return STR_NONE;
}

static void put_closest(struct annotator *a, struct diag *diag, const struct quotation *quotation)
{
    struct near near[NEAR_MOST];
    struct str quote = missing_piece(a, quotation);
    if (quotation->pieces.count > 1 && quote.len != 0)
        diag_note(diag, "missing", SPAN_NONE, "\"%.*s\"", STR_ARG(quote));
    size_t count = find_bare(a, quote, near);
    if (count == 0)
        count = find_near(a, quote, near);
    for (size_t i = 0; i < count; i++)
        put_near(a, diag, quote, &near[i]);
}

void report_not_found(struct annotator *a, const struct note *note,
                      const struct quotation *quotation)
{
    a->ok = false;
    struct diag *diag = diag_add(a->diags, DIAG_NOTE_NOT_FOUND, quote_place(note),
                                 "the quoted passage is not in %.*s", STR_ARG(place_of(a, note)));
    if (++a->lost <= SUGGESTED_MOST) {
        need_likeness(a);
        struct arena_mark mark = arena_mark(a->scratch);
        put_closest(a, diag, quotation);
        put_causes(a, diag, quotation);
        arena_rewind(a->scratch, mark);
    }
    diag_help(diag, "correct the quotation so that it says what the essay says");
}

/*
 * A quotation with gaps would have to be pasted with all that it skips: its place, as that of a
 * long one, is chosen by number.
 */
static void put_place(struct annotator *a, struct diag *diag, const struct quotation *quotation,
                      const struct hits *hits, size_t index)
{
    const struct hit *hit = &hits->list.at[index];
    bool has_context =
        quotation->pieces.count == 1 && !hits->more && hit->end - hit->start <= SHOWN_MOST;
    struct str context = has_context ? context_of(a, hits, index) : STR_NONE;
    if (context.len != 0)
        diag_note(diag, "here", hit_span(a, hit->start, hit->end), "> %.*s", STR_ARG(context));
    else
        diag_note(diag, "here", hit_span(a, hit->start, hit->end), "{occurrence=%zu}", index + 1);
}

void report_ambiguous(struct annotator *a, const struct note *note,
                      const struct quotation *quotation, const struct hits *hits)
{
    a->ok = false;
    struct diag *diag =
        diag_add(a->diags, DIAG_NOTE_AMBIGUOUS, quote_place(note),
                 "the quoted passage stands %s%zu times in %.*s", hits->more ? "at least " : "",
                 hits->list.count, STR_ARG(place_of(a, note)));
    size_t shown = hits->list.count < PLACES_MOST ? hits->list.count : PLACES_MOST;
    for (size_t i = 0; i < shown; i++)
        put_place(a, diag, quotation, hits, i);
    if (shown < hits->list.count)
        diag_note(diag, "also", SPAN_NONE, "%s%zu more places", hits->more ? "at least " : "",
                  hits->list.count - shown);
    diag_help(diag, "take one of these quotations, or give the heading {occurrence=…}");
}
