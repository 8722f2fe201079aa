/*
 * The verbs on notes: where they stand, what an edit of the essay did to them, and moving them
 * along.
 */
#ifndef GLOSS_PRESS_NOTES_H
#define GLOSS_PRESS_NOTES_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/str.h"
#include "press/press.h"

enum notes_verb { NOTES_LIST, NOTES_STATUS, NOTES_REBASE };
enum notes_format { NOTES_TABLE, NOTES_CSV, NOTES_JSON };

struct notes_order {
    enum notes_verb verb;
    enum notes_format format;
    struct str since; /* a revision of git; empty: the last good build, else HEAD */
    bool write;       /* rewrite quotations whose passage stands elsewhere or is not alone */
    bool yes;         /* and those whose passage was edited, without asking */
    bool ask;         /* someone is there to ask: on standard error, answered on standard input */
};

/*
 * Do what `notes` says for the essays that `order` names. Drafts are among the notes.
 * Text    results go to `to`: lines for people, or CSV, or one JSON object a line.
 * Fails   false after an error in `diags`; a notes file is then either whole and rewritten or
 *         untouched.
 */
bool press_notes(const struct order *order, const struct notes_order *notes, FILE *to,
                 struct diags *diags);

#endif
