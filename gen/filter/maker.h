/*
 * Which line of the filter made a node, so that what is said of the node later can name it.
 *
 * A new node has no place until the walk gives it that of what it replaces. Until then its span,
 * which has no source, starts at the number of the line that made it plus one; then it has a source
 * with a maker (base/span.h).
 */
#ifndef GLOSS_FILTER_MAKER_H
#define GLOSS_FILTER_MAKER_H

#include "filter/state.h"

/* The span of what the line that runs makes and has no place yet. */
struct span span_unplaced(lua_State *L);

/* Give `node`, which has no place, that of `span`; its maker is known from then on. */
void place_made(lua_State *L, struct node *node, struct span span);

/* The place `span` of what was made there by the line that `maker`, a span_unplaced, has. */
struct span span_made(lua_State *L, struct span span, struct span maker);

#endif
