/*
 * The formatter's process: started, spoken to in lines, and ended. What the lines say is print.c's
 * business.
 */
#ifndef GLOSS_PRINT_FORMATTER_H
#define GLOSS_PRINT_FORMATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/str.h"

/* A process with a line open to its standard input and one from its standard output. */
struct formatter {
    pid_t pid;        /* 0 where none runs */
    int to, from;     /* -1 where none runs */
    FILE *complaints; /* its standard error, kept in a file without a name */
    char *line; /* the bytes that came in; the first `heard` of them were given out as a line */
    size_t len, room, heard;
};

/* How a line was waited for. */
enum heard { HEARD_LINE, HEARD_END, HEARD_NOTHING_IN_TIME, HEARD_TOO_MUCH };

#define FORMATTER_NONE ((struct formatter){.to = -1, .from = -1})

/*
 * Start `arguments` (ending in NULL; the first is looked for on PATH).
 * Owns    the caller, until formatter_end.
 * Fails   an errno value; 0 for success. ENOENT: there is no such program.
 */
int formatter_start(struct formatter *formatter, char *const arguments[]);

/* Say one line, without its end. Fails false when the process is not listening any more. */
bool formatter_say(struct formatter *formatter, struct str line);

/*
 * Wait at most `wait_ms` for a line.
 * Owns    `line` is good until the next call.
 */
enum heard formatter_hear(struct formatter *formatter, int wait_ms, struct str *line);

/*
 * End it: let go of its input and give it a moment if `at_ease`, else at once. Says in `how` how it
 * ended ("signal 9", "exit status 1") with the last line that it complained, in `arena`. Nothing
 * where none runs.
 */
void formatter_end(struct formatter *formatter, bool at_ease, struct arena *arena, struct str *how);

#endif
