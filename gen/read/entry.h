/*
 * Glossary entries: one file each.
 */
#ifndef GLOSS_READ_ENTRY_H
#define GLOSS_READ_ENTRY_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "base/str.h"
#include "model/site.h"

/*
 * Read the entry whose id is `id`, the file's name without its ending.
 * Text    `summary` is the first paragraph without its marks, cut at a sentence by 300 characters.
 * Owns    `arena`, which lives as long as the site; the caller adds it to the site and resolves
 *         `see_also`.
 * Fails   NULL when it is no entry at all; else what is wrong is in `diags`.
 */
struct entry *read_entry(struct arena *arena, const struct site *site, const struct source *source,
                         struct str id, struct diags *diags);

#endif
