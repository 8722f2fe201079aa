/*
 * What the files that read notes share. Private to read/.
 */
#ifndef GLOSS_READ_NOTE_ROOM_H
#define GLOSS_READ_NOTE_ROOM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/span.h"
#include "base/str.h"
#include "model/doc.h"

/* What the file says for all of its notes, and where reading it has come. */
struct notes_file {
    struct doc *doc;
    const struct source *source;
    struct diags *diags;
    struct str text;
    struct str layer, author, rev, publish;
    enum status status;
    bool fine;
};

struct text_line {
    size_t start, end, next; /* `end` is before the line's end, `next` behind it */
};

/* ---- lines (note_lines.c) ---- */

struct text_line note_line_at(struct str text, size_t at);
struct str note_line_text(struct str text, struct text_line line);
bool note_is_blank(struct str line);
/* The line without up to three spaces of indentation; what is indented further is code. */
struct str note_unindent(struct str line);
/* How many of `c` the line begins with. */
size_t note_count_run(struct str line, char c);
/* Whether a space or tab stands at `at`, or the line's end. */
bool note_is_space_at(struct str line, size_t at);
struct span notes_span(const struct notes_file *file, size_t start, size_t end);

/* ---- the heading (note_head.c) ---- */

/* Title, id and attributes of the heading at `line`. */
void note_take_heading(struct notes_file *file, struct note *note, struct text_line line);
/*
 * Give the note a layer; bad-value at its attributes
 * where the configuration has none of that name.
 */
void note_take_layer(struct notes_file *file, struct note *note, struct str name);
/* note-id-twice where the essay has a note with this id. */
void note_check_id(struct notes_file *file, const struct note *note);

/* ---- the quotation (note_quote.c) ---- */

/* The block quote at `*at`, if there is one before `end`; `*at` goes behind it. */
void note_take_quote(struct notes_file *file, struct note *note, size_t *at, size_t end);

#endif
