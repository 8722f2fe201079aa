/* Whole documents as values. */
#ifndef GLOSS_FILTER_DOCUMENT_H
#define GLOSS_FILTER_DOCUMENT_H

#include "filter/state.h"

/* a .. b: the blocks of both; where both have a key in their metadata, the one of `b`. */
int document_concat(lua_State *L);

#endif
