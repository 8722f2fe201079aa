/*
 * `gloss convert`: one document from one format to another, through filters.
 */
#ifndef GLOSS_PRESS_CONVERT_H
#define GLOSS_PRESS_CONVERT_H

#include <stdbool.h>
#include <stdio.h>

#include "press/press.h"

struct convert_order {
    struct str file;          /* empty, or `-`: standard input */
    struct str from, to;      /* names of formats; empty: by the file's ending; html */
    LIST(struct str) filters; /* files, in the order in which they run */
    LIST(struct str) meta;    /* KEY or KEY=VALUE */
    bool whole;               /* with a skeleton around it */
};

/*
 * Convert the document that `convert` names, and write it to `to`. No project is looked for.
 * Fails   false after at least one error in `diags`; nothing is written then.
 */
bool press_convert(const struct order *order, const struct convert_order *convert, FILE *to,
                   struct diags *diags);

#endif
