/* Metadata between Lua and values. */
#include "filter/front.h"
#include "filter/marshal.h"
#include "model/value.h"

/* ---- to Lua ---- */

static void push_list_value(lua_State *L, const struct value *value)
{
    lua_createtable(L, 0, 0);
    for (size_t i = 0; i < value->count; i++) {
        push_value(L, &value->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
}

static void push_map_value(lua_State *L, const struct value *value)
{
    lua_createtable(L, 0, 0);
    for (size_t i = 0; i < value->count; i++) {
        push_str(L, value->keys[i]);
        push_value(L, &value->items[i]);
        lua_rawset(L, -3);
    }
}

void push_value(lua_State *L, const struct value *value)
{
    enter(L);
    charge(L, 1);
    luaL_checkstack(L, 10, "nested too deeply");
    switch (value->kind) {
    case VALUE_NULL: lua_pushliteral(L, ""); break;
    case VALUE_BOOL: lua_pushboolean(L, value->boolean); break;
    case VALUE_INTEGER: lua_pushinteger(L, value->integer); break;
    case VALUE_NUMBER: lua_pushnumber(L, value->number); break;
    case VALUE_STRING: push_str(L, value->string); break;
    case VALUE_LIST: push_list_value(L, value); break;
    case VALUE_MAP: push_map_value(L, value); break;
    case VALUE_INLINES: push_inlines(L, value->nodes); break;
    case VALUE_BLOCKS: push_blocks(L, value->nodes); break;
    }
    leave(L);
}

void push_metadata(lua_State *L, const struct value *meta)
{
    static const struct value none = {.kind = VALUE_MAP};
    push_value(L, meta != NULL ? meta : &none);
    set_list_type(L, "Meta");
}

void push_meta(lua_State *L)
{
    push_metadata(L, state_of(L)->doc->meta);
}

/* ---- from Lua ---- */

static void take_value(lua_State *L, int index, struct value *to);

static void take_list(lua_State *L, int index, struct value *to)
{
    lua_Unsigned count = lua_rawlen(L, index);
    charge_bytes(L, count * sizeof(struct value));
    *to = (struct value){.kind = VALUE_LIST, .count = count};
    to->items = ARENA_ARRAY(state_of(L)->arena, count, struct value);
    for (lua_Unsigned i = 0; i < count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        take_value(L, lua_gettop(L), &to->items[i]);
        lua_pop(L, 1);
    }
}

static size_t count_keys(lua_State *L, int index)
{
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1))
        count++;
    return count;
}

/* A key that is a number is its digits. */
static struct str take_key(lua_State *L, int index)
{
    lua_pushvalue(L, index); /* what lua_next goes on from must not become a text */
    if (lua_type(L, -1) != LUA_TSTRING && lua_type(L, -1) != LUA_TNUMBER)
        raise_expected(L, "text as a key of metadata", -1);
    struct str key = keep_string(L, -1);
    lua_pop(L, 1);
    return key;
}

/* In the order of the keys, since that in Lua is another each time. */
static void sort_map(lua_State *L, struct value *map)
{
    struct arena *arena = state_of(L)->arena;
    const size_t *order = value_order(arena, map);
    struct value sorted = *map;
    sorted.keys = ARENA_ARRAY(arena, map->count, struct str);
    sorted.items = ARENA_ARRAY(arena, map->count, struct value);
    for (size_t i = 0; i < map->count; i++) {
        sorted.keys[i] = map->keys[order[i]];
        sorted.items[i] = map->items[order[i]];
    }
    *map = sorted;
}

static void take_map(lua_State *L, int index, struct value *to)
{
    struct arena *arena = state_of(L)->arena;
    size_t count = count_keys(L, index), i = 0;
    charge_bytes(L, count * 3 * (sizeof(struct value) + sizeof(struct str)));
    *to = (struct value){.kind = VALUE_MAP, .count = count};
    to->keys = ARENA_ARRAY(arena, count, struct str);
    to->items = ARENA_ARRAY(arena, count, struct value);
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1), i++) {
        int top = lua_gettop(L);
        to->keys[i] = take_key(L, top - 1);
        take_value(L, top, &to->items[i]);
        lua_settop(L, top);
    }
    sort_map(L, to);
}

/* Whether all items of the table are elements, inlines or blocks. */
static bool has_only(lua_State *L, int index, bool inlines)
{
    lua_Unsigned count = lua_rawlen(L, index);
    bool only = true;
    for (lua_Unsigned i = 1; only && i <= count; i++) {
        charge(L, 1);
        lua_rawgeti(L, index, (lua_Integer)i);
        const struct node *node = find_element(L, -1);
        only = node != NULL && (inlines ? node_is_inline(node) : node_is_block(node));
        lua_pop(L, 1);
    }
    return only;
}

static void take_nodes(lua_State *L, int index, bool inlines, struct value *to)
{
    to->kind = inlines ? VALUE_INLINES : VALUE_BLOCKS;
    to->nodes = make_node(L, inlines ? NODE_INLINES : NODE_BLOCKS);
    (inlines ? take_inlines : take_blocks)(L, index, to->nodes);
}

/* A table says by its type what it is; one without a type by what is in it. */
static void take_table(lua_State *L, int index, struct value *to)
{
    bool items = lua_rawlen(L, index) != 0, list = is_list_type(L, index, "List");
    if (is_list_type(L, index, "Inlines"))
        take_nodes(L, index, true, to);
    else if (is_list_type(L, index, "Blocks"))
        take_nodes(L, index, false, to);
    else if (!list && items && (has_only(L, index, true) || has_only(L, index, false)))
        take_nodes(L, index, has_only(L, index, true), to);
    else if (list || items)
        take_list(L, index, to);
    else
        take_map(L, index, to);
}

static void take_element_value(lua_State *L, int index, struct value *to)
{
    const struct node *node = find_element(L, index);
    if (node == NULL || !(node_is_inline(node) || node_is_block(node)))
        raise_expected(L, "value of metadata", index);
    take_nodes(L, index, node_is_inline(node), to);
}

static void take_value(lua_State *L, int index, struct value *to)
{
    enter(L);
    charge(L, 1);
    luaL_checkstack(L, 10, "nested too deeply");
    *to = (struct value){.kind = VALUE_STRING};
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
        to->kind = VALUE_BOOL;
        to->boolean = lua_toboolean(L, index);
        break;
    case LUA_TSTRING:
    case LUA_TNUMBER: to->string = keep_string(L, index); break;
    case LUA_TTABLE: take_table(L, index, to); break;
    default: take_element_value(L, index, to); break;
    }
    leave(L);
}

struct value *take_metadata(lua_State *L, int index)
{
    struct value *map = ARENA_NEW(state_of(L)->arena, struct value);
    index = lua_absindex(L, index);
    if (!lua_istable(L, index))
        raise_expected(L, "table of metadata", index);
    take_map(L, index, map);
    return map;
}

struct value *take_metadata_of(lua_State *L, int index)
{
    if (!is_member_touched(L, index, "meta"))
        return state_of(L)->doc->meta;
    lua_getfield(L, index, "meta");
    struct value *meta = lua_isnil(L, -1) ? NULL : take_metadata(L, -1);
    lua_pop(L, 1);
    return meta;
}
