/* Filters walking trees: typewise or topdown, as pandoc does it. */
#ifndef GLOSS_FILTER_WALK_H
#define GLOSS_FILTER_WALK_H

#include "filter/element.h"
#include "filter/state.h"

/*
 * Walk what is below `root`, a tree of nobody else, with the filter table at `index`; a holder of
 * inlines or blocks counts as a list. Gives the root of the result, another one where Lua has seen
 * the first.
 */
struct node *walk_tree(lua_State *L, struct node *root, int index);

/*
 * Push the document of `body`, a tree of nobody else, and `meta`, which may be NULL, as the filter
 * table at `index` makes it, with its functions for metadata and documents.
 */
void push_walked(lua_State *L, struct node *body, struct value *meta, int index);

/* Walk the whole document with the filter table at `index`. */
void walk_document(lua_State *L, int index);

#endif
