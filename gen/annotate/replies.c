/*
 * Replies: notes that answer a note. They stand in the text of the note that began the thread, all
 * in one row in the order of the notes files, also those that answer a reply; they have no mark in
 * the essay.
 */
#include "annotate/room.h"

bool is_reply(const struct note *note)
{
    return str_starts(note->on, STR("note:"));
}

static struct str answered(const struct note *note)
{
    return str_slice(note->on, 5, note->on.len);
}

static const struct note *parent_of(const struct annotator *a, size_t i)
{
    return map_get(a->notes, answered(&a->doc->notes.at[i]));
}

static void report_no_note(struct annotator *a, const struct note *note)
{
    struct diag *diag = diag_add(a->diags, DIAG_NOTE_NOT_FOUND, note->attr_span,
                                 "there is no note \"%.*s\" to answer", STR_ARG(answered(note)));
    struct str near = map_closest(a->notes, answered(note));
    if (near.len != 0)
        diag_help(diag, "did you mean `on=note:%.*s`?", STR_ARG(near));
    else
        diag_help(diag, "name a note on the same essay");
}

static void report_circle(struct annotator *a, const struct note *note)
{
    struct diag *diag =
        diag_add(a->diags, DIAG_BAD_VALUE, note->attr_span,
                 "the note \"%.*s\" answers itself, by way of what it answers", STR_ARG(note->id));
    diag_help(diag, "one note of a thread answers none");
}

enum { UNKNOWN = 0 }; /* in a->threads, else the number of the note at the head and one more */

/*
 * The head of the thread of note `i`, for it and all notes on the way there;
 * SIZE_MAX where the way leads nowhere, which is said of the first of them.
 */
static size_t find_head(struct annotator *a, size_t i)
{
    const struct note *notes = a->doc->notes.at;
    size_t at = i, head = SIZE_MAX;
    for (size_t steps = 0; steps <= a->doc->notes.count; steps++) {
        const struct note *parent = is_reply(&notes[at]) ? parent_of(a, at) : &notes[at];
        if (a->threads[at] != UNKNOWN || parent == NULL || parent == &notes[at])
            break;
        at = (size_t)(parent - notes);
    }
    if (a->threads[at] != UNKNOWN)
        head = a->threads[at] == SIZE_MAX ? SIZE_MAX : a->threads[at] - 1;
    else if (!is_reply(&notes[at]))
        head = at;
    else if (parent_of(a, at) == NULL)
        report_no_note(a, &notes[at]);
    else
        report_circle(a, &notes[at]);
    return head;
}

static bool find_thread(struct annotator *a, size_t i)
{
    size_t head = find_head(a, i), known = head == SIZE_MAX ? SIZE_MAX : head + 1;
    for (size_t at = i; a->threads[at] == UNKNOWN;) {
        a->threads[at] = known;
        bool answers = is_reply(&a->doc->notes.at[at]);
        const struct note *parent = answers ? parent_of(a, at) : NULL;
        if (parent == NULL)
            break;
        at = (size_t)(parent - a->doc->notes.at);
    }
    return head != SIZE_MAX;
}

bool find_threads(struct annotator *a)
{
    bool ok = true;
    for (size_t i = 0; i < a->doc->notes.count; i++)
        ok = find_thread(a, i) && ok;
    return ok;
}

void put_replies(struct annotator *a)
{
    for (size_t i = 0; i < a->doc->notes.count; i++) {
        const struct note *note = &a->doc->notes.at[i];
        if (!is_reply(note))
            continue;
        struct node *div = put_markless(a, note);
        node_set_attr(a->arena, div, STR("on"), answered(note));
        node_append(a->holders[a->threads[i] - 1], div);
    }
}
