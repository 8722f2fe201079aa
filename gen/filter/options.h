/* Options of a filter: declared by it, given in gloss.yaml. */
#ifndef GLOSS_FILTER_OPTIONS_H
#define GLOSS_FILTER_OPTIONS_H

#include "filter/state.h"

/*
 * gloss.declare{…}: gives and fills gloss.options. An option
 * that is unknown or of another type is filter-option.
 */
int gloss_declare(lua_State *L);

/* After the filter was loaded: options for one that declares none are filter-option. */
int check_declared(lua_State *L);

#endif
