/*
 * One document from one format to another: what `gloss convert` does, and what filters are lent.
 */
#ifndef GLOSS_PRESS_FORMATS_H
#define GLOSS_PRESS_FORMATS_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/out.h"
#include "model/doc.h"
#include "model/formats.h"
#include "write/theme.h"

/* Whether documents can be written in the format of that name. */
bool formats_write(struct str name);

/* All readers and writers, with the words of `theme`, which may be NULL but for HTML. */
struct formats formats_all(const struct theme *theme);

/*
 * Write `doc` in the format of that name, which is there, with its own skeleton where `whole`.
 * Owns    what the writing needs is in doc->arena; the tree of `doc` is not changed.
 * Fails   false after at least one error in `diags`. `theme` may be NULL but for html.
 */
bool formats_put(const struct doc *doc, struct str name, bool whole, const struct theme *theme,
                 struct out *out, struct diags *diags);

#endif
