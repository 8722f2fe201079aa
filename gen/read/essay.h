/*
 * An essay or page with its notes, from its files to the model: the door of read/.
 */
#ifndef GLOSS_READ_ESSAY_H
#define GLOSS_READ_ESSAY_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/doc.h"
#include "model/site.h"
#include "read/markdown.h"

/*
 * Read page->file and page->note_files. Drafts and notes of a later day are left out unless the
 * site asks for them.
 * Text    the front matter is passed over: page->meta has it already.
 * Owns    `arena`, sources included; the page and the site are only referred to.
 * Fails   NULL only if the file itself cannot be read; else what is wrong is in `diags`, and the
 *         doc has the rest.
 */
struct doc *read_essay(struct arena *arena, const struct site *site, struct page *page,
                       struct diags *diags);

#endif
