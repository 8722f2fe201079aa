/* What went wrong, with what an author needs to put it right. */
#include "annotate/room.h"

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

struct str hit_text(const struct annotator *a, size_t start, size_t end)
{
    struct str text = str_slice(a->rendered.text, a->folded.start[start], a->folded.end[end - 1]);
    return lemma_line(a->scratch, text);
}

struct span hit_span(const struct annotator *a, size_t start, size_t end)
{
    return rendered_span(&a->rendered, a->folded.start[start], a->folded.end[end - 1]);
}

void report_not_found(struct annotator *a, const struct note *note,
                      const struct quotation *quotation)
{
    (void)quotation;
    a->ok = false;
    struct diag *diag =
        diag_add(a->diags, DIAG_NOTE_NOT_FOUND, quote_place(note),
                 "the quoted passage is not in essay \"%.*s\"", STR_ARG(name_of(a->doc)));
    diag_help(diag, "correct the quotation");
}

void report_ambiguous(struct annotator *a, const struct note *note,
                      const struct quotation *quotation, const struct hits *hits)
{
    (void)quotation;
    a->ok = false;
    struct diag *diag =
        diag_add(a->diags, DIAG_NOTE_AMBIGUOUS, quote_place(note),
                 "the quoted passage stands %s%zu times in essay \"%.*s\"",
                 hits->more ? "more than " : "", hits->list.count, STR_ARG(name_of(a->doc)));
    for (size_t i = 0; i < hits->list.count && i < 5; i++)
        diag_note(diag, "here", hit_span(a, hits->list.at[i].start, hits->list.at[i].end),
                  "\"%.*s\"", STR_ARG(hit_text(a, hits->list.at[i].start, hits->list.at[i].end)));
    diag_help(diag,
              "quote more of what is around it and mark the passage with ==…==, or choose with "
              "{occurrence=1}");
}
