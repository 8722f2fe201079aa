/* What pairs(x) goes through where x is no table. */
#ifndef GLOSS_FILTER_MEMBERS_H
#define GLOSS_FILTER_MEMBERS_H

#include "filter/element.h"

/*
 * For __pairs: push the function and its state that go through the properties of the value at 1, by
 * their names in order, then through its methods; gives how many were pushed. Both lists end with
 * NULL.
 */
int push_members(lua_State *L, const char *const *properties, const char *const *methods);

/* The same for an element at 1. */
int element_pairs(lua_State *L);

#endif
