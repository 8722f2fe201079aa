/*
 * Which DocBook element may hold which: the questions that the writer asks before it opens one, so
 * that what it writes is valid by construction.
 */
#ifndef GLOSS_WRITE_DOCBOOK_NESTING_H
#define GLOSS_WRITE_DOCBOOK_NESTING_H

#include <stdbool.h>

#include "model/node.h"

/* The elements that exclude others or are excluded, as bits of a set. */
enum exclusive {
    ADMONITION = 1,
    FIGURE = 2,
    TABLE = 4, /* with a title; without one it is an INFORMALTABLE */
    INFORMALTABLE = 8,
    FOOTNOTE = 16,
    ANNOTATION = 32
};

/* The elements that may not stand anywhere inside `outer`. */
unsigned nesting_excluded(enum exclusive outer);

/*
 * The elements of the set that stand below `node`; too many rather than too few. What is in a note
 * there does not count: a note that does not fit where its mark is stands elsewhere.
 */
unsigned nesting_wanted_below(const struct node *node);

/* Names for a message: "a table", "an admonition"; of the first bit in `set`. */
const char *nesting_name(unsigned set);

/*
 * Whether `node` may stand in an element that takes text, phrases, links and pictures alone
 * (superscript, subscript, attribution, keycap, abbrev).
 */
bool nesting_is_text(const struct node *node);

/* Whether a Figure or Table has a caption whose first block can be its title. */
bool nesting_has_title(const struct node *node);

/* The CAPTION of a Figure or Table, NULL where there is none. */
const struct node *nesting_caption(const struct node *node);

#endif
