/*
 * Finding glossary terms in text: the matcher is built once from all entries and then only read, by
 * every thread.
 *
 * Matching follows formats.md: whole words where the script has them, English plurals and
 * possessives implied, case as the entry's `match` says, particles may follow in Korean and
 * Japanese, "U.S." and "US" are one form; of the forms that match at one place the longest wins.
 */
#ifndef GLOSS_MODEL_TERMS_H
#define GLOSS_MODEL_TERMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/site.h"

struct term_match {
    const struct entry *entry;
    size_t start, end; /* bytes of the text; a possessive 's is not part of the match */
    size_t work;       /* bytes looked at beside reading the text once, also where there is none */
};

/*
 * The matcher for all entries of `site` whose `autolink` is true.
 * Owns    site->arena.
 * Fails   two entries that claim one form are an error (term-claimed-twice) in `diags`; the first
 *         keeps it.
 */
struct terms *terms_new(const struct site *site, struct diags *diags);

/*
 * The leftmost-longest match that starts at or after byte `from` of `text`.
 * Text    UTF-8; white space inside a form matches any run of white space.
 * Fails   false where there is none.
 */
bool terms_find(const struct terms *terms, struct str text, size_t from, struct term_match *match);

#endif
