/* What a terminal shows of work that takes its time. */
#ifndef GLOSS_COMMAND_PROGRESS_H
#define GLOSS_COMMAND_PROGRESS_H

#include <stdint.h>

#include "press/press.h"

/* A line that is written over again: which work, how much of it is done. */
struct progress_line {
    int64_t start_ms, shown_ms; /* shown_ms is 0 until the line is there */
};

/*
 * Let the build of `order` tell how far it is, on standard error, where that is a terminal. Nothing
 * is shown of work that ends within a second.
 * Owns    `line` has to last until progress_end.
 */
void progress_begin(struct progress_line *line, struct order *order);

/* Take the line away, before anything else is written. */
void progress_end(struct progress_line *line);

#endif
