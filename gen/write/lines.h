/*
 * Lines of a plain text, each with what the blocks around it put before it: the `> ` of quotations,
 * the indentation of lists. Private to write/.
 */
#ifndef GLOSS_WRITE_LINES_H
#define GLOSS_WRITE_LINES_H

#include <stdbool.h>

#include "base/out.h"

struct lines {
    struct out *out;
    struct out prefix; /* of the lines to come */
    bool begun;        /* the line has its prefix */
};

/* No lines yet, written to `out`. */
struct lines lines_new(struct out *out);
/* Put the prefix where the line does not have it yet. */
void lines_begin(struct lines *lines);
/* End the line; one that was not begun becomes an empty one, without spaces at its end. */
void lines_end(struct lines *lines);

/*
 * Open a block: `first` stands before what comes next, `rest` before the lines after it. Gives what
 * lines_leave takes to close it.
 */
size_t lines_enter(struct lines *lines, struct str first, struct str rest);
void lines_leave(struct lines *lines, size_t mark);

/* `text` line by line; its last line is ended too. */
void lines_put_text(struct lines *lines, struct str text);

/* So many spaces, at most 16. */
struct str lines_spaces(size_t count);

#endif
