/* Between Lua's values and nodes. Values that do not fit are Lua errors in pandoc's words. */
#ifndef GLOSS_FILTER_MARSHAL_H
#define GLOSS_FILTER_MARSHAL_H

#include "filter/element.h"
#include "filter/state.h"

/*
 * Add what the value at `index` stands for to the children
 * of `to`: inlines, a string of words, a list of them.
 */
void take_inlines(lua_State *L, int index, struct node *to);
/* The same for blocks; inlines and strings become a Plain. */
void take_blocks(lua_State *L, int index, struct node *to);

/* Push the children of `node` as a list of type Inlines or Blocks; a Caption is no block. */
void push_inlines(lua_State *L, struct node *node);
void push_blocks(lua_State *L, struct node *node);

/*
 * Lists of lists: items, lines, definitions. An inner list remembers the node that it was, whose
 * attributes (an open task) and place it cannot show; restore_origin gives them to the node that is
 * made of it. `take` reads the value on top or at `index`.
 */
void push_part(lua_State *L, struct node *part);
void push_parts_as_lists(lua_State *L, struct node *node);
void push_definitions(lua_State *L, struct node *node);
void restore_origin(lua_State *L, int index, struct node *part);
void take_parts(lua_State *L, int index, enum node_kind kind, struct node *to);
void take_definitions(lua_State *L, struct node *to);

/*
 * One property of a node, to Lua and back; `take` reads
 * the value on top of the stack into the new node `to`.
 */
void push_property(lua_State *L, struct node *node, enum property_kind kind);
void take_property(lua_State *L, struct node *to, enum property_kind kind);
/* What a new node keeps of the old one's children for a property that was not touched. */
void copy_property(lua_State *L, const struct node *from, struct node *to, enum property_kind kind);

/* Attributes (attribute.c). */
void push_attr(lua_State *L, const struct attr *attr);
struct attr *take_attr(lua_State *L, int index);
/* ListAttributes: userdata with start, style, delimiter. */
void push_list_marks(lua_State *L, const struct node *list);
void take_list_marks(lua_State *L, int index, struct node *list);

/* Give the table on top of the stack the type "List", "Inlines", "Blocks" or "Meta". */
void set_list_type(lua_State *L, const char *type);
/* Whether the value at `index` is a table of that type. */
bool is_list_type(lua_State *L, int index, const char *type);

/*
 * Metadata (meta.c): the document's own; others, which may be NULL; and a value, whose nodes must
 * not change any more.
 */
void push_meta(lua_State *L);
void push_metadata(lua_State *L, const struct value *meta);
void push_value(lua_State *L, const struct value *value);
/* What the table at `index` says, a map; the metadata of the document at `index`. */
struct value *take_metadata(lua_State *L, int index);
struct value *take_metadata_of(lua_State *L, int index);
/*
 * Make the metadata at `index`, which the function at `function` has given, those of `doc`; of the
 * page itself, what cannot be changed any more stays, with a warning at the function (given.c).
 */
void give_metadata(lua_State *L, struct doc *doc, int index, int function);

/* Find `name` among `count` names: its number, or an error. */
int take_name(lua_State *L, int index, const char *const *names, int count, const char *what);

/* What pandoc says of a value of the wrong type: "Block expected, got table". */
_Noreturn void raise_expected(lua_State *L, const char *what, int index);
const char *type_of(lua_State *L, int index);

#endif
