/*
 * `gloss lua`: one script with the modules of filters, in their sandbox.
 */
#ifndef GLOSS_PRESS_SCRIPT_H
#define GLOSS_PRESS_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

#include "press/press.h"

struct script_order {
    struct str file;  /* empty, or `-`: standard input */
    char **arguments; /* the script's own */
    int argument_count;
};

/*
 * Run the script; what it prints goes to `to`. In a project it is given the
 * glossary and the site; elsewhere it stands alone.
 * Fails   false after at least one error in `diags`.
 */
bool press_script(const struct order *order, const struct script_order *script, FILE *to,
                  struct diags *diags);

#endif
