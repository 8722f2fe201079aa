/* What pandoc.structure's functions share: sections, and the table of contents. */
#ifndef GLOSS_FILTER_STRUCTURE_H
#define GLOSS_FILTER_STRUCTURE_H

#include "base/map.h"
#include "filter/element.h"

/* Replace a document at `index` by its blocks. */
void take_body(lua_State *L, int index);

/*
 * The blocks at `index` in sections: each heading opens a Div, which holds what follows it.
 * `numbered` gives numbers; levels begin at `base` without gaps where it is not 0.
 */
struct node *take_sections(lua_State *L, int index, bool numbered, int base);

/* The heading that opens a section, a Div; NULL where the block is none. */
struct node *section_header(const struct node *block);

/* Set the field `name` of the table on the stack, to "" where the text is empty. */
void set_any_text(lua_State *L, const char *name, struct str text);

/*
 * Push the headings of `sections` as a tree: tables with title, number, id, level and path, which
 * hold those below. `paths` gives the path that an id is in, where it is not NULL.
 */
void push_toc_tree(lua_State *L, const struct node *sections, const struct map *paths);

/* Of pandoc.structure. */
int structure_table_of_contents(lua_State *L);
int structure_split_into_chunks(lua_State *L);
int structure_unique_identifier(lua_State *L);

#endif
