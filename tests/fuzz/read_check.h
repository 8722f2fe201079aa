/*
 * What must be true of every tree that read/ makes, whatever the text was.
 */
#ifndef GLOSS_FUZZ_READ_CHECK_H
#define GLOSS_FUZZ_READ_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#include "model/node.h"

static inline size_t check_depth(const struct node *node)
{
    size_t depth = 0;
    for (; node != NULL; node = node->parent)
        depth++;
    return depth;
}

static inline void check_fail(const char *what, const struct node *node)
{
    struct place place = span_place(node->span);
    fprintf(stderr, "%s: %s at %u:%u\n", what, node_fact(node->kind)->name, place.line,
            place.column);
    abort();
}

/*
 * A node lies in the source, no deeper than walks may go,
 * under a node that may hold it, and has settled text.
 */
static inline void check_tree(const struct node *root, struct str source)
{
    for (const struct node *node = root; node != NULL; node = node_next(root, node)) {
        enum node_place place = node_fact(node->kind)->place;
        if (node->span.start > node->span.end || node->span.end > source.len)
            check_fail("a span outside its source", node);
        if (check_depth(node) > NODE_DEPTH / 2)
            check_fail("too deep a node", node);
        if (node->kind == NODE_STR && (node->text.len == 0 || node->level != 0))
            check_fail("an unsettled word", node);
        if (node->kind == NODE_RAW_INLINE && node->format.len == 0)
            check_fail("a marker that was left", node);
        if (node->parent == NULL)
            continue;
        enum node_holds holds = node_fact(node->parent->kind)->holds;
        enum node_place wanted = holds == HOLDS_INLINES ? PLACE_INLINE
            : holds == HOLDS_BLOCKS                     ? PLACE_BLOCK
                                                        : PLACE_PART;
        bool caption = node->kind == NODE_CAPTION && node->parent->kind == NODE_FIGURE;
        if (holds == HOLDS_NOTHING || (place != wanted && !caption))
            check_fail("a node where it cannot stand", node);
    }
}

#endif
