/*
 * HTML as a tree of elements and texts, whatever its bytes are: what is not closed is closed, what
 * closes nothing is left out, character references are read. Comments, declarations and processing
 * instructions are not in the tree.
 */
#ifndef GLOSS_XML_HTML_H
#define GLOSS_XML_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct html_attribute {
    struct str name, value; /* the name in small letters */
};

/* An element or a text. */
struct html_node {
    struct str name; /* of an element, in small letters; empty for a text */
    struct str text; /* of a text, not empty */
    struct html_attribute *attributes;
    size_t attribute_count;
    size_t offset; /* byte of the source where the start tag or the text begins, or near it */
    struct html_node *parent, *first, *last, *next;
    unsigned mark; /* 0, for whoever reads the tree */
};

enum html_outcome { HTML_READ, HTML_TOO_DEEP, HTML_NO_MEMORY };

/*
 * Read `text` into `*root`, a node without a name or text, whose first child is `html`.
 * Text    UTF-8 without zero bytes; a `charset` that it names is not looked at. Nothing is fetched.
 * Owns    `arena`, which holds copies of all texts.
 * Fails   HTML_TOO_DEEP where elements are nested deeper than `depth`: `*root` is then what could
 *         be read, and its offset the place; HTML_NO_MEMORY.
 */
enum html_outcome html_parse(struct arena *arena, struct str text, size_t depth,
                             struct html_node *root);

/* The value of an attribute; empty where there is none. */
struct str html_attr(const struct html_node *node, const char *name);
bool html_has_attr(const struct html_node *node, const char *name);

#endif
