#include "filter/marshal.h"

/* ---- errors ---- */

const char *type_of(lua_State *L, int index)
{
    struct node *node = find_element(L, index);
    if (node != NULL)
        return node->kind == NODE_BLOCKS ? "Pandoc"
            : node_is_block(node)        ? "Block"
            : node_is_inline(node)       ? "Inline"
                                         : node_fact(node->kind)->name;
    if (lua_isnone(L, index))
        return "no value";
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) {
        const char *name = lua_tostring(L, -1);
        lua_pop(L, 1); /* its metatable keeps it */
        return name;
    }
    return luaL_typename(L, index);
}

void raise_expected(lua_State *L, const char *what, int index)
{
    raise_error(L, DIAG_FILTER_BAD_NODE, "%s expected, got %s", what, type_of(L, index));
}

/* ---- words ---- */

static void put_text(lua_State *L, struct str text, struct node *to)
{
    struct node *node = make_node(L, NODE_STR);
    node->text = text;
    node_append(to, node);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Split a string into Str, Space and SoftBreak. */
static void put_words(lua_State *L, struct str text, struct node *to)
{
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        bool line = false;
        while (i < text.len && is_blank(text.at[i]))
            line = text.at[i++] == '\n' || line;
        if (i > start) {
            node_append(to, make_node(L, line ? NODE_SOFT_BREAK : NODE_SPACE));
            continue;
        }
        while (i < text.len && !is_blank(text.at[i]))
            i++;
        put_text(L, str_slice(text, start, i), to);
    }
}

/* ---- inlines and blocks from Lua ---- */

static const char inlines_wanted[] = "Inline, list of Inlines, or string";
static const char blocks_wanted[] = "Block, list of Blocks, or compatible element";

/*
 * An element or what `__toinline` or `__toblock` makes
 * of the value: replaced at its place on the stack.
 */
static struct node *find_converted(lua_State *L, int index, const char *metamethod)
{
    index = lua_absindex(L, index);
    struct node *node = find_element(L, index);
    if (node != NULL || lua_type(L, index) != LUA_TTABLE
        || luaL_getmetafield(L, index, metamethod) == LUA_TNIL)
        return node;
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    lua_replace(L, index);
    return find_element(L, index);
}

/* One item of a list of inlines: an element, or a string that is not split. */
static void take_inline(lua_State *L, int index, struct node *to)
{
    if (lua_type(L, index) == LUA_TSTRING || lua_type(L, index) == LUA_TNUMBER) {
        put_text(L, keep_string(L, index), to);
        return;
    }
    struct node *node = find_converted(L, index, "__toinline");
    if (node == NULL || !node_is_inline(node))
        raise_expected(L, inlines_wanted, index);
    node_append(to, take_element(L, index));
}

void take_inlines(lua_State *L, int index, struct node *to)
{
    index = lua_absindex(L, index);
    if (lua_type(L, index) == LUA_TSTRING) {
        put_words(L, keep_string(L, index), to);
        return;
    }
    struct node *node = find_converted(L, index, "__toinline");
    if (node != NULL || lua_type(L, index) != LUA_TTABLE) {
        if (node == NULL || !node_is_inline(node))
            raise_expected(L, inlines_wanted, index);
        node_append(to, take_element(L, index));
        return;
    }
    lua_Unsigned count = lua_rawlen(L, index);
    charge(L, 1 + count);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i);
        take_inline(L, -1, to);
        lua_pop(L, 1);
    }
}

static void take_plain(lua_State *L, int index, struct node *to)
{
    struct node *plain = make_node(L, NODE_PLAIN);
    take_inlines(L, index, plain);
    node_append(to, plain);
}

/* One item of a list of blocks; an inline, a string or a list of inlines is a Plain of its own. */
static void take_block(lua_State *L, int index, struct node *to)
{
    struct node *node = find_converted(L, index, "__toblock");
    if (node != NULL && node_is_block(node)) {
        node_append(to, take_element(L, index));
        return;
    }
    bool inlines = node != NULL ? node_is_inline(node)
                                : lua_type(L, index) == LUA_TSTRING || lua_istable(L, index);
    if (!inlines)
        raise_expected(L, blocks_wanted, index);
    take_plain(L, index, to);
}

void take_blocks(lua_State *L, int index, struct node *to)
{
    index = lua_absindex(L, index);
    struct node *node = find_converted(L, index, "__toblock");
    if (node != NULL || !lua_istable(L, index) || is_list_type(L, index, "Inlines")) {
        take_block(L, index, to);
        return;
    }
    lua_Unsigned count = lua_rawlen(L, index);
    charge(L, 1 + count);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i);
        take_block(L, -1, to);
        lua_pop(L, 1);
    }
}

/* ---- lists to Lua ---- */

static void push_list(lua_State *L, struct node *node, const char *type)
{
    luaL_checkstack(L, 8, "nested too deeply");
    lua_createtable(L, 0, 0);
    lua_Integer i = 0;
    for (struct node *child = node->first; child != NULL; child = child->next) {
        if (child->kind == NODE_CAPTION)
            continue;
        push_element(L, child);
        lua_rawseti(L, -2, ++i);
    }
    charge(L, 1 + (uint64_t)i);
    set_list_type(L, type);
}

void push_inlines(lua_State *L, struct node *node)
{
    push_list(L, node, "Inlines");
}

void push_blocks(lua_State *L, struct node *node)
{
    push_list(L, node, "Blocks");
}

/*
 * A list of lists: the items of a list, the lines of a LineBlock. Which node an inner list was is
 * remembered as long as the list lives, since the item's own attributes (an open task) and place
 * are not in the list.
 */
static void remember_origin(lua_State *L, struct node *part)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, "gloss.origins");
    lua_pushvalue(L, -2);
    lua_pushlightuserdata(L, part);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

void restore_origin(lua_State *L, int index, struct node *part)
{
    index = lua_absindex(L, index);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, "gloss.origins");
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    const struct node *origin = lua_touserdata(L, -1);
    lua_pop(L, 2);
    if (origin == NULL)
        return;
    part->span = origin->span;
    part->attr = attr_copy(state_of(L)->arena, origin->attr, false);
}

void push_part(lua_State *L, struct node *part)
{
    push_list(L, part, node_fact(part->kind)->holds == HOLDS_INLINES ? "Inlines" : "Blocks");
    remember_origin(L, part);
}

void push_parts_as_lists(lua_State *L, struct node *node)
{
    lua_newtable(L);
    lua_Integer i = 0;
    for (struct node *part = node->first; part != NULL; part = part->next) {
        push_part(L, part);
        lua_rawseti(L, -2, ++i);
    }
    set_list_type(L, "List");
}

/* { {term, {definition, …}}, … } */
void push_definitions(lua_State *L, struct node *node)
{
    lua_newtable(L);
    lua_Integer count = 0;
    for (struct node *part = node->first; part != NULL;) {
        lua_newtable(L);
        push_part(L, part);
        lua_rawseti(L, -2, 1);
        lua_newtable(L);
        lua_Integer i = 0;
        for (part = part->next; part != NULL && part->kind == NODE_DEFINITION; part = part->next) {
            push_part(L, part);
            lua_rawseti(L, -2, ++i);
        }
        set_list_type(L, "List");
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, ++count);
    }
    set_list_type(L, "List");
}

/* ---- parts from Lua ---- */

static void take_part(lua_State *L, int index, enum node_kind kind, struct node *to)
{
    struct node *part = make_node(L, kind);
    if (lua_istable(L, index))
        restore_origin(L, index, part);
    if (node_fact(kind)->holds == HOLDS_INLINES)
        take_inlines(L, index, part);
    else
        take_blocks(L, index, part);
    node_append(to, part);
}

/* Each item of the list at `index` is a part of `to`; a single one stands for a list of one. */
void take_parts(lua_State *L, int index, enum node_kind kind, struct node *to)
{
    index = lua_absindex(L, index);
    if (!lua_istable(L, index) || is_list_type(L, index, "Inlines")) {
        take_part(L, index, kind, to);
        return;
    }
    lua_Unsigned count = lua_rawlen(L, index);
    charge(L, 1 + count);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i);
        take_part(L, -1, kind, to);
        lua_pop(L, 1);
    }
}

static void take_definition_item(lua_State *L, struct node *to)
{
    if (!lua_istable(L, -1) || lua_rawlen(L, -1) < 1)
        raise_expected(L, "{term, {definition, …}} pair", -1);
    lua_rawgeti(L, -1, 1);
    take_part(L, -1, NODE_DEFINED_TERM, to);
    lua_rawgeti(L, -2, 2);
    if (!lua_isnil(L, -1))
        take_parts(L, -1, NODE_DEFINITION, to);
    lua_pop(L, 2);
}

void take_definitions(lua_State *L, struct node *to)
{
    if (!lua_istable(L, -1))
        raise_expected(L, "list of definition items", -1);
    lua_Unsigned count = lua_rawlen(L, -1);
    charge(L, 1 + count);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        take_definition_item(L, to);
        lua_pop(L, 1);
    }
}
