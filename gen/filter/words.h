/* gloss.text: letters and words of any script. */
#ifndef GLOSS_FILTER_WORDS_H
#define GLOSS_FILTER_WORDS_H

#include "filter/state.h"

/*
 * The text of the value at `index`, in the document's arena: a string as it is, of an element or a
 * list of inlines what pandoc.utils.stringify gives.
 */
struct str text_of(lua_State *L, int index);

/* Push the table gloss.text. */
void push_gloss_text(lua_State *L);

#endif
