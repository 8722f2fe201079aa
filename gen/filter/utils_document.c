/* pandoc.utils on whole documents: what they cite, and other filters run on them. */
#include "filter/grants.h"
#include "filter/marshal.h"
#include "filter/modules.h"

static void check_document(lua_State *L, int index)
{
    const struct node *node = find_element(L, index);
    if (node == NULL || node->kind != NODE_BLOCKS)
        raise_expected(L, "Pandoc", index);
}

/* pandoc.utils.references(document): those that are written in its metadata. */
int utils_references(lua_State *L)
{
    check_document(L, 1);
    lua_settop(L, 1);
    lua_getfield(L, 1, "meta");
    lua_newtable(L);
    if (lua_getfield(L, 2, "references") == LUA_TTABLE) {
        lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
        charge(L, (uint64_t)count);
        for (lua_Integer i = 1; i <= count; i++) {
            lua_rawgeti(L, 4, i);
            lua_rawseti(L, 3, i);
        }
    }
    lua_settop(L, 3);
    set_list_type(L, "List");
    return 1;
}

/* Push the program in the file at 2, which sees the environment at 3. */
static void push_program(lua_State *L)
{
    size_t len;
    if (!push_granted_text(L, 2, "pandoc.utils.run_lua_filter"))
        luaL_error(L, "%s", lua_tostring(L, -2));
    const char *text = lua_tolstring(L, -1, &len);
    charge(L, 1 + len * 6);
    const char *name = lua_pushfstring(L, "@%s", lua_tostring(L, 2));
    if (luaL_loadbufferx(L, text, len, name, "t") != LUA_OK)
        lua_error(L);
    lua_pushvalue(L, 3);
    if (lua_setupvalue(L, -2, 1) == NULL)
        lua_pop(L, 1);
}

/* Globals of its own, above those that are there. */
static void push_environment(lua_State *L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushglobaltable(L);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

/* Replace the document at 1 by what the filter on top, which is taken away, makes of it. */
static void apply(lua_State *L)
{
    luaL_checktype(L, -1, LUA_TTABLE);
    lua_getfield(L, 1, "walk");
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -3);
    lua_call(L, 2, 1);
    lua_replace(L, 1);
    lua_pop(L, 1);
}

/* pandoc.utils.run_lua_filter(document, path, environment) */
int utils_run_lua_filter(lua_State *L)
{
    check_document(L, 1);
    luaL_checkstring(L, 2);
    lua_settop(L, 3);
    if (lua_isnil(L, 3)) {
        push_environment(L);
        lua_replace(L, 3);
    }
    luaL_checktype(L, 3, LUA_TTABLE);
    push_program(L);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) { /* its functions are globals */
        lua_pushvalue(L, 3);
        lua_replace(L, -2);
    }
    luaL_checktype(L, -1, LUA_TTABLE);
    int filters = lua_gettop(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, filters);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, filters, i);
        apply(L);
    }
    if (count == 0)
        apply(L);
    lua_pushvalue(L, 1);
    return 1;
}
