/*
 * Notes files: any number of notes on one essay, each under a heading of its own.
 */
#ifndef GLOSS_READ_NOTES_H
#define GLOSS_READ_NOTES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "base/str.h"
#include "model/doc.h"

/*
 * Which essay a notes file says that it is on.
 * Text    `*essay` is a slug or section/slug, empty where the file does not say; `*essay_span` is
 *         where it says so.
 * Owns    `arena`.
 * Fails   false when the front matter cannot be read.
 */
bool read_notes_head(struct arena *arena, const struct source *source, struct str *essay,
                     struct span *essay_span, struct diags *diags);

/*
 * Add the notes of `source` to doc->notes, in their order. Drafts and notes of a later day are
 * passed over unless doc->site asks for them.
 * Owns    doc->arena; spans point into `source`.
 * Fails   false after at least one error; notes that could be read are there all the same.
 */
bool read_notes(struct doc *doc, const struct source *source, struct diags *diags);

#endif
