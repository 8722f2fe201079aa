/*
 * What a note is about that cannot be quoted: a
 * footnote, a figure, a table, a heading, a picture.
 */
#include "annotate/room.h"
#include "base/file.h"
#include "model/slug.h"

static void report_missing(struct annotator *a, const struct note *note, const struct map *known,
                           const char *prefix, struct str name)
{
    a->ok = false;
    struct diag *diag = diag_add(a->diags, DIAG_NOTE_NOT_FOUND, note->attr_span,
                                 "there is no \"%s%.*s\" in this essay for the note to be on",
                                 prefix, STR_ARG(name));
    struct str near = map_closest(known, name);
    if (near.len != 0)
        diag_help(diag, "did you mean `on=%s%.*s`?", prefix, STR_ARG(near));
    else
        diag_help(diag,
                  "`on` takes fn:LABEL of a footnote, note:ID of a note that is shown, or "
                  "#ID of a figure, table or heading");
}

/* ---- footnotes ---- */

static bool find_footnote(struct annotator *a, const struct note *note, struct str label,
                          struct subject *subject)
{
    struct map known = map_new(a->scratch);
    for (struct node *at = a->root; at != NULL; at = node_next(a->root, at))
        if (at->kind == NODE_NOTE && at->label.len != 0)
            map_add(&known, at->label, at);
    subject->root = map_get(&known, label);
    if (subject->root == NULL)
        report_missing(a, note, &known, "fn:", label);
    return subject->root != NULL;
}

/* ---- ids ---- */

/* Headings get their ids when notes are in the tree; here they are called as they will be then. */
static void add_headings(struct annotator *a, struct map *known)
{
    for (struct node *at = a->root; at != NULL; at = node_next(a->root, at)) {
        if (at->kind != NODE_HEADER || node_id(at).len != 0)
            continue;
        struct str slug = slug_of(a->scratch, node_plain_str(a->scratch, at)), id = slug;
        for (int i = 2; map_add(known, id, at) != at; i++)
            id = str_fmt(a->scratch, "%.*s-%d", STR_ARG(slug), i);
    }
}

static bool find_id(struct annotator *a, const struct note *note, struct str id,
                    struct subject *subject)
{
    struct map known = map_new(a->scratch);
    for (struct node *at = a->root; at != NULL; at = node_next(a->root, at))
        if (node_id(at).len != 0)
            map_add(&known, node_id(at), at);
    add_headings(a, &known);
    subject->node = map_get(&known, id);
    if (subject->node == NULL)
        report_missing(a, note, &known, "#", id);
    return subject->node != NULL;
}

/* ---- pictures ---- */

const struct node *quoted_picture(const struct note *note)
{
    const struct node *picture = NULL;
    for (const struct node *at = note->quote_tree; at != NULL; at = node_next(note->quote_tree, at))
        if (at->kind == NODE_IMAGE && picture == NULL)
            picture = at;
        else if (picture == NULL || node_above(at, NODE_IMAGE) != picture)
            if (node_fact(at->kind)->holds == HOLDS_NOTHING)
                return NULL;
    return picture;
}

static bool find_picture(struct annotator *a, const struct note *note, struct str file,
                         struct subject *subject)
{
    size_t count = 0;
    for (struct node *at = a->root; at != NULL; at = node_next(a->root, at)) {
        if (at->kind != NODE_IMAGE || !str_eq(at->target, file) || ++count > 1)
            continue;
        struct node *figure = node_above(at, NODE_FIGURE);
        subject->node = figure != NULL ? figure : at;
    }
    if (count == 1)
        return true;
    a->ok = false;
    struct diag *diag =
        diag_add(a->diags, count == 0 ? DIAG_NOTE_NOT_FOUND : DIAG_NOTE_AMBIGUOUS,
                 quote_place(note), "the picture \"%.*s\" %s", STR_ARG(file),
                 count == 0 ? "is not in the essay" : "stands in the essay more than once");
    diag_help(diag, "quote its address as the essay has it, or name the figure: {on=#ID}");
    return false;
}

/* ---- all of them ---- */

bool find_target(struct annotator *a, const struct note *note, struct subject *subject)
{
    const struct node *picture = quoted_picture(note);
    struct str on = note->on;
    if (is_reply(note)) {
        const struct note *parent = map_get(a->notes, str_slice(on, 5, on.len));
        subject->root = parent != NULL ? parent->body : NULL; /* find_threads has said so */
        return subject->root != NULL;
    }
    if (str_starts(on, STR("fn:")) && !find_footnote(a, note, str_slice(on, 3, on.len), subject))
        return false;
    if (str_starts(on, STR("#")) && !find_id(a, note, str_slice(on, 1, on.len), subject))
        return false;
    return picture == NULL || on.len != 0 || find_picture(a, note, picture->target, subject);
}

struct node *last_of_target(struct node *target)
{
    struct node *last = target->kind == NODE_IMAGE ? target : NULL;
    for (struct node *at = target; at != NULL && target->kind != NODE_IMAGE;) {
        bool closed = at != target
            && (at->kind == NODE_NOTE || at->kind == NODE_IMAGE || node_is_note_span(at));
        if (((closed || at->first == NULL) && node_is_inline(at)) || at->kind == NODE_CODE_BLOCK)
            last = at;
        at = closed ? node_after(target, at) : node_next(target, at);
    }
    return last;
}
