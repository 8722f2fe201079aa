/*
 * Values with named fields that are no elements: Citation, ListAttributes, SimpleTable. As userdata
 * they keep a table; what was put into a field is read when the value is used.
 */
#ifndef GLOSS_FILTER_FIELDS_H
#define GLOSS_FILTER_FIELDS_H

#include "filter/state.h"

#define CITATION "Citation"
#define LIST_ATTRIBUTES "ListAttributes"
#define SIMPLE_TABLE "SimpleTable"

/* Their metatables, in the registry. */
void open_fields(lua_State *L);

/* Replace the table on top of the stack by a value of that type that keeps it. */
void wrap_fields(lua_State *L, const char *type);
/* Push the table of the value at `index`; nothing and false where it is not of that type. */
bool push_fields(lua_State *L, int index, const char *type);
/* Push a field as what it is to be: inlines for a string, and so on; or an error. */
void push_field(lua_State *L, int index, const char *type, const char *name);

/* Push the function that makes a value of that type of its fields. */
void push_fields_constructor(lua_State *L, const char *type);

/* The citations of a Cite: pushed as a List, and read from the list at the top of the stack. */
void push_citations(lua_State *L, const struct node *cite);
void take_citations(lua_State *L, struct node *cite);

/* tostring of each of them: what Haskell shows. */
int citation_show(lua_State *L);
int list_attributes_show(lua_State *L);
int simple_table_show(lua_State *L);

/* pandoc.utils.to_simple_table and from_simple_table. */
int utils_to_simple_table(lua_State *L);
int utils_from_simple_table(lua_State *L);

#endif
