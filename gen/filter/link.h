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
 * Push the list of blocks at `index` with its terms linked: a Link of class `term` to `term:ID`
 * around each occurrence that is wanted. A term may begin and end in emphasis or in the passage of
 * a note: they are cut at its edges; a note's mark inside it moves behind it. Blocks without such a
 * term are in the new list as they were.
 */
void push_linked(lua_State *L, int index, const struct link_options *options);

#endif
