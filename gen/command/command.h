/* What was asked for on the command line: the verb, its arguments, its flags. */
#ifndef GLOSS_COMMAND_COMMAND_H
#define GLOSS_COMMAND_COMMAND_H

#include <stdio.h>

#include "base/diag.h"
#include "press/convert.h"
#include "press/notes.h"
#include "press/press.h"
#include "press/script.h"

enum exit_status {
    EXIT_DONE = 0,
    EXIT_CONTENT = 1,
    EXIT_USAGE = 2,
    EXIT_WARNINGS = 3,
    EXIT_MACHINE = 4,
    EXIT_BUG = 5,
    EXIT_INTERRUPTED = 130
};

/* The verbs as a set: each flag says which of them take it. */
enum verbs {
    VERB_BUILD = 1 << 0,
    VERB_SERVE = 1 << 1,
    VERB_CHECK = 1 << 2,
    VERB_CLEAN = 1 << 3,
    VERB_NOTES = 1 << 4,
    VERB_CONVERT = 1 << 5,
    VERB_EXPLAIN = 1 << 6,
    VERB_VERSION = 1 << 7,
    VERB_HELP = 1 << 8,
    VERB_LUA = 1 << 9
};

struct command {
    struct arena *arena;
    struct order order;
    struct diags_style style;
    bool quiet, deny, help, version;
    const struct verb *verb; /* NULL where none was named */
    char **arguments;        /* after the verb */
    int argument_count;
    unsigned port;
    struct notes_order notes;
    struct convert_order convert;
};

struct verb {
    enum verbs is;
    const char *name, *usage, *summary;
    int (*run)(struct command *);
    const char *parts; /* help on the words that follow it; NULL where there are none */
};

/*
 * The verb and the flags of `argv` into `command`, which has its arena and its defaults. `verbs`,
 * `count` of them, are those that there are.
 * Owns    the texts are those of argv, which is put in order: arguments come last.
 * Fails   EXIT_USAGE when the verb or a flag is none, after that was said on standard error;
 *         else EXIT_DONE.
 */
int command_take(struct command *command, const struct verb *verbs, size_t count, int argc,
                 char **argv);

/* Print to `to` what help says of all verbs, or of `verb` and its flags unless it is NULL. */
void command_help(FILE *to, const struct verb *verbs, size_t count, const struct verb *verb);

/* The verb of that name, or NULL after it was said on standard error that there is none. */
const struct verb *command_verb(const struct verb *verbs, size_t count, const char *name);

/*
 * Say on standard error what is wrong with the command line, with `value` in quotation marks
 * unless it is NULL, and what would cure it; gives EXIT_USAGE.
 */
int command_refuse(const char *what, const char *value, const char *cure);

#endif
