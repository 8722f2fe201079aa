/*
 * Elements as Lua sees them: userdata that stand for a node.
 *
 * A node that Lua has seen never changes. Reading `content` and the like makes a real table once
 * and keeps it with the element; writing only puts the value there. A node with those changes is
 * built when the element is next used: when it is returned, compared, shown, walked or put into
 * another.
 */
#ifndef GLOSS_FILTER_ELEMENT_H
#define GLOSS_FILTER_ELEMENT_H

#include "filter/state.h"

/* How a part of a node looks in Lua. */
enum property_kind {
    PROPERTY_INLINES,
    PROPERTY_BLOCKS,
    PROPERTY_ITEMS,
    PROPERTY_LINES,
    PROPERTY_DEFINITIONS,
    PROPERTY_TEXT,
    PROPERTY_TITLE,
    PROPERTY_LEVEL,
    PROPERTY_QUOTE,
    PROPERTY_MATH,
    PROPERTY_ATTR,
    PROPERTY_LIST_MARKS,
    PROPERTY_CAPTION,
    PROPERTY_SHORT,
    PROPERTY_HEAD_ROWS,
    PROPERTY_HEAD_COLUMNS,
    PROPERTY_COLUMNS,
    PROPERTY_HEAD,
    PROPERTY_BODIES,
    PROPERTY_FOOT,
    PROPERTY_PARTS,
    PROPERTY_ALIGNMENT,
    PROPERTY_ROW_SPAN,
    PROPERTY_COLUMN_SPAN,
    PROPERTY_CITATIONS,
    PROPERTY_META
};

struct property {
    const char *name; /* NULL behind the last */
    enum property_kind kind;
};

/* The properties of a kind in the order of their constructor's arguments in pandoc's AST. */
const struct property *properties_of(enum node_kind kind);

/* The kind of node as filters name it: "Para", and "Pandoc" for a whole document. */
const char *element_name(const struct node *node);

/* Push an element for `node`, which must not change any more. */
void push_element(lua_State *L, struct node *node);

/*
 * The node that the value at `index` was made for,
 * without its changes; NULL where it is no element.
 */
struct node *find_element(lua_State *L, int index);

/* Whether it has been touched, so that its node has to be built. */
bool is_touched(lua_State *L, int index);
/* Whether the property `name` has been read or written: only then can it differ from the node's. */
bool is_member_touched(lua_State *L, int index, const char *name);

/*
 * The node of the element at `index` with all changes, in no tree: its own where it was in none and
 * nobody could see a later change of it, else a copy.
 */
struct node *take_element(lua_State *L, int index);
/* The same for reading only; it may be in a tree. */
const struct node *look_at_element(lua_State *L, int index);

/* A new node and a copy of a tree, both charged. */
struct node *make_node(lua_State *L, enum node_kind kind);
struct node *copy_tree(lua_State *L, const struct node *node);

/*
 * Charge for a tree that is about to be copied or kept; an error where it is too deep, counting
 * what citations and short captions hold.
 */
void charge_tree(lua_State *L, const struct node *node);

/* The first child of that kind; NULL where there is none. */
struct node *find_child(const struct node *node, enum node_kind kind);

/*
 * Whether two trees, or two sets of attributes (NULL
 * for none), are equal in all that filters can see.
 */
bool is_equal_attr(const struct attr *a, const struct attr *b);
bool is_equal_tree(lua_State *L, const struct node *a, const struct node *b);

/* Add the tree in the notation of pandoc's `native` format. */
void show_tree(lua_State *L, const struct node *node, struct out *out);
void show_children(lua_State *L, const struct node *node, struct out *out);
void show_document(lua_State *L, const struct node *blocks, const struct value *meta,
                   struct out *out);

/* The text of a tree as pandoc.utils.stringify gives it. */
void put_stringified(lua_State *L, const struct node *node, struct out *out);

#endif
