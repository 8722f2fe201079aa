/* Values as JSON: what modules of filters share. */
#ifndef GLOSS_FILTER_JSON_H
#define GLOSS_FILTER_JSON_H

#include "filter/state.h"

/*
 * Add the value at `index` as JSON: elements as pandoc has them, tables as arrays or objects, their
 * keys in order; `__tojson` of a value's metatable is asked first.
 * Fails   a Lua error for a value that JSON has not.
 */
void put_json(lua_State *L, int index, struct out *out);

/* Charge for reading a text as JSON, with the memory that jansson takes outside of Lua's. */
void charge_json(lua_State *L, struct str text);

#endif
