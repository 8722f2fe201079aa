/*
 * What Lua's own libraries look like in here: nothing that reaches out of the process, nothing that
 * can hang, nothing whose result depends on the machine or the moment.
 */
#ifndef GLOSS_FILTER_SANDBOX_H
#define GLOSS_FILTER_SANDBOX_H

#include "filter/state.h"

/* Put the allowed globals into a new state. */
void open_sandbox(lua_State *L);

/* Its parts, each of which leaves its library on the stack or changes the globals. */
void open_base(lua_State *L);
void open_strings(lua_State *L);
void open_tables(lua_State *L);
void open_coroutines(lua_State *L);
void open_system(lua_State *L);

/*
 * find, match, gmatch and gsub with Lua's patterns, each
 * step of which is charged; set into the table on the stack.
 */
void set_patterns(lua_State *L);

/* pairs and next in a fixed order; set into the table on the stack. */
void set_pairs(lua_State *L);

/*
 * The same from C, for a value at `index` whose pairs may be made by a metamethod:
 *
 *     int iterator = begin_pairs(L, index);
 *     while (next_pair(L, index, iterator))
 *         …; // the key is at iterator + 1, its value behind it
 *
 * The iterator stands on top of the stack until next_pair gives false, which takes it away.
 */
int begin_pairs(lua_State *L, int index);
bool next_pair(lua_State *L, int index, int iterator);

/*
 * Like luaL_tolstring, but tables and functions get a number
 * in the order of their showing instead of an address.
 */
const char *push_shown(lua_State *L, int index, size_t *len);

/*
 * Replace the function `name` of the table on the stack by one that first charges for the length of
 * its first argument.
 */
void set_charged(lua_State *L, const char *name);

/*
 * A table on the stack whose every member is a function
 * that refuses, naming `library.member` and the grant.
 */
void push_refusals(lua_State *L, const char *library);
/* A function on the stack that refuses. */
void push_refusal(lua_State *L, const char *name);

#endif
