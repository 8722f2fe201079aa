/* The long texts on the diagnostics: what `gloss explain` says. */
#ifndef GLOSS_BASE_EXPLAIN_H
#define GLOSS_BASE_EXPLAIN_H

#include <stdio.h>

#include "base/diag.h"

/*
 * Print all names with their default severity and general sentence, one a line, in the order of
 * the table.
 * Text    UTF-8.
 * Fails   never; `to` keeps what went wrong with it.
 */
void explain_list(FILE *to);

/* Print the long text on a kind, with an example of the mistake and of the cure. The same. */
void explain_kind(FILE *to, enum diag_kind kind);

#endif
