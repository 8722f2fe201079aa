/* Linking glossary terms in blocks: the walk behind gloss.link_terms. */
#ifndef GLOSS_FILTER_LINK_H
#define GLOSS_FILTER_LINK_H

#include "filter/state.h"

struct link_options {
    enum first_of first;
    bool in_headings, in_code, in_quotations;
    struct str self;        /* the entry whose definition this is: not linked in it; empty: none */
    const struct str *skip; /* entries that are not linked */
    size_t skip_count;
};

/*
 * Link the terms in the children of `blocks`, which nobody else has: a Link of class `term` to `term:ID` around each
 * occurrence that is wanted. A term may begin and end in emphasis or in the passage of a note: they are cut at its
 * edges; a note's mark inside it moves behind it.
 */
void link_terms(lua_State *L, struct node *blocks, const struct link_options *options);

#endif
