/*
 * Spans: where in which file something stands. They survive every stage, so that a mistake found
 * late still names the author's line.
 */
#ifndef GLOSS_BASE_SPAN_H
#define GLOSS_BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct span;

/* One file that a person wrote. */
struct source {
    struct str path; /* as messages show it: relative to where the user stands */
    struct str text; /* its bytes; valid UTF-8 once `read/` has accepted it */
    /*
     * What a filter made stands where that stood which it was made of, in a source with the same
     * path and text: here is the filter's line that made it. NULL for what a person wrote.
     */
    const struct span *made_by;
};

/* A half-open byte range of a source; no source means "no place". */
struct span {
    const struct source *source;
    uint32_t start, end;
};

#define SPAN_NONE ((struct span){0})

/* Lines and columns count from 1, columns in characters. */
struct place {
    uint32_t line, column, end_line, end_column; /* the end is exclusive */
};

/* The range of `source` from byte `start` to before byte `end`, both cut to its length. */
struct span span_of(const struct source *source, size_t start, size_t end);

/*
 * The whole of `source`: what a message points at when
 * it is about the file. Shown as line 1, column 1.
 */
struct span span_start(const struct source *source);

/*
 * The smallest range that holds both; the first alone if they are in different sources. Where a
 * filter made either of them, the first says which.
 */
struct span span_union(struct span a, struct span b);

/* The bytes that the span covers. */
struct str span_text(struct span span);

/* Line and column, worked out by reading the source up to the span. All zero for SPAN_NONE. */
struct place span_place(struct span span);

/* The line on which the span starts, without its end. */
struct str span_line(struct span span);

#endif
