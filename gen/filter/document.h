/* Whole documents as values. */
#ifndef GLOSS_FILTER_DOCUMENT_H
#define GLOSS_FILTER_DOCUMENT_H

#include "filter/state.h"

/* a .. b: the blocks of both; where both have a key in their metadata, the one of `b`. */
int document_concat(lua_State *L);

/* Give the document on top a copy of the metadata of the one at 1, of which it is a clone. */
void copy_metadata(lua_State *L);
/* Whether the metadata of the documents at 1 and 2 are equal. */
bool is_equal_metadata(lua_State *L);

#endif
