/*
 * The parts of tables: heads, bodies, feet, rows and cells, which are elements of their own in Lua.
 * `take` reads the value on top of the stack, an element or a table that stands for one.
 */
#ifndef GLOSS_FILTER_PARTS_H
#define GLOSS_FILTER_PARTS_H

#include "filter/element.h"

/* What the parts of a row are, and those of all others. */
enum node_kind kind_of_parts(const struct node *node);
/* The first row, of a body the first behind those of a head of its own. */
struct node *first_row(const struct node *node);

/* Push the child of that kind, an empty one where there is none. */
void push_child_of_kind(lua_State *L, struct node *node, enum node_kind kind);
/* Push the first `most` bodies, rows or cells from `first` on as a List. */
void push_parts(lua_State *L, struct node *first, enum node_kind kind, int most);

/* Add one part of that kind to `to`, or a list of them. */
void take_element_of_kind(lua_State *L, struct node *to, enum node_kind kind);
void take_elements_of_kind(lua_State *L, struct node *to, enum node_kind kind);
/* The rows of a body's own head, which stand before its others. */
void take_head_rows(lua_State *L, struct node *body);

#endif
