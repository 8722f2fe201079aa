/* The flags: which there are, who takes them, what each sets. */
#ifndef GLOSS_COMMAND_FLAGS_H
#define GLOSS_COMMAND_FLAGS_H

#include "command/command.h"

/* The rows of flags.def, in their order. */
enum flag_id {
#define FLAG(id, ...) FLAG_##id,
#include "command/flags.def"
};

struct flag {
    enum flag_id id;
    int letter;        /* 0 where there is none */
    const char *name;  /* the long name */
    const char *value; /* what help calls it; NULL where none is taken */
    unsigned verbs;    /* of enum verbs */
    const char *summary;
};

/* All flags, `*count` of them; they last for ever. */
const struct flag *flags_all(size_t *count);

/*
 * Set in `command` what the flag says; `value` is NULL where it takes none.
 * Owns    the value stays the caller's and has to last as long as the command.
 * Fails   EXIT_USAGE after the value was refused on standard error; else EXIT_DONE.
 */
int flag_set(struct command *command, enum flag_id id, const char *value);

#endif
