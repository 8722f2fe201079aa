/*
 * pandoc.mediabag in memory: what a filter puts in it can get out again, and nothing of it is
 * written anywhere. It is a table, path -> {type, contents}.
 */
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/sandbox.h"

static void push_bag(lua_State *L)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, "gloss.media");
}

static int media_insert(lua_State *L)
{
    luaL_checkstring(L, 1);
    luaL_checkstring(L, 3);
    lua_settop(L, 3);
    push_bag(L);
    lua_pushvalue(L, 1);
    lua_createtable(L, 2, 0);
    lua_pushvalue(L, 2);
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, 3);
    lua_rawseti(L, -2, 2);
    lua_rawset(L, -3);
    return 0;
}

/* The type and contents under a path; nothing where it is not there. */
static int media_lookup(lua_State *L)
{
    luaL_checkstring(L, 1);
    push_bag(L);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) == LUA_TNIL)
        return 1;
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    return 2;
}

/* Nothing is fetched from anywhere else. */
static int media_fetch(lua_State *L)
{
    int count = media_lookup(L);
    if (count == 2)
        return 2;
    raise_error(L, DIAG_FILTER_REFUSED,
                "pandoc.mediabag.fetch: \"%s\" is not in the media bag, and no grant lets a filter "
                "fetch it",
                lua_tostring(L, 1));
}

static int media_delete(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_settop(L, 1);
    push_bag(L);
    lua_insert(L, 1);
    lua_pushnil(L);
    lua_rawset(L, 1);
    return 0;
}

static int media_empty(lua_State *L)
{
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "gloss.media");
    return 0;
}

/* Add what is known of the entry {type, contents} on top under `path` to the list at 1. */
static void add_entry(lua_State *L, int path)
{
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, path);
    lua_setfield(L, -2, "path");
    lua_rawgeti(L, path + 1, 1);
    lua_setfield(L, -2, "type");
    lua_rawgeti(L, path + 1, 2);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    lua_setfield(L, -3, "length");
    lua_pop(L, 1);
    lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
}

/* {path =, type =, length =} of each, in the order of the paths. */
static int media_list(lua_State *L)
{
    lua_settop(L, 0);
    lua_newtable(L);
    set_list_type(L, "List");
    push_bag(L);
    int iterator = begin_pairs(L, 2);
    while (next_pair(L, 2, iterator))
        add_entry(L, iterator + 1);
    lua_settop(L, 1);
    return 1;
}

/* Upvalues: the list of entries, how many were passed. */
static int media_next(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    lua_settop(L, 0);
    if (lua_rawgeti(L, lua_upvalueindex(1), i) == LUA_TNIL)
        return 1;
    lua_getfield(L, 1, "path");
    lua_replace(L, 1);
    if (media_lookup(L) != 2)
        return 0;
    lua_remove(L, 2); /* the bag and the entry, so that the path stands before the two */
    lua_remove(L, 2);
    return 3;
}

static int media_items(lua_State *L)
{
    media_list(L);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, media_next, 2);
    return 1;
}

/* Nothing is fetched, so the document stays as it is. */
static int media_fill(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    return 1;
}

void push_media(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"insert", media_insert}, {"lookup", media_lookup}, {"fetch", media_fetch},
        {"delete", media_delete}, {"empty", media_empty},   {"list", media_list},
        {"items", media_items},   {"fill", media_fill},     {NULL, NULL}};
    luaL_newlib(L, functions);
    push_refusal(L, "pandoc.mediabag.write");
    lua_setfield(L, -2, "write");
}
