/* pairs(x) of what is no table: the names of its properties in their order, then its methods. */
#include "filter/members.h"

#include <string.h>

enum { MAX_MEMBERS = 16 };

/* Upvalues: the names, how many were passed. */
static int next_member(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    if (lua_rawgeti(L, lua_upvalueindex(1), i) == LUA_TNIL)
        return 1;
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    lua_pushvalue(L, -1);
    lua_gettable(L, 1);
    return 2;
}

static size_t count_names(const char *const *names)
{
    size_t count = 0;
    while (names[count] != NULL)
        count++;
    return count;
}

/* Append `names`, the alphabet's first one first, to the array on top. */
static void add_sorted(lua_State *L, const char *const *names)
{
    size_t count = count_names(names);
    for (size_t i = 0; i < count; i++) {
        size_t before = 0;
        for (size_t k = 0; k < count; k++)
            before += strcmp(names[k], names[i]) < 0;
        lua_pushstring(L, names[i]);
        lua_rawseti(L, -2, (lua_Integer)before + 1);
    }
}

int push_members(lua_State *L, const char *const *properties, const char *const *methods)
{
    lua_createtable(L, MAX_MEMBERS, 0);
    add_sorted(L, properties);
    lua_Integer count = (lua_Integer)count_names(properties);
    for (size_t i = 0; methods[i] != NULL; i++) {
        lua_pushstring(L, methods[i]);
        lua_rawseti(L, -2, ++count);
    }
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_member, 2);
    lua_pushvalue(L, 1);
    return 2;
}

int element_pairs(lua_State *L)
{
    static const char *const methods[] = {"clone", "walk", NULL};
    static const char *const of_block[] = {"clone", "show", "walk", NULL};
    const struct node *node = find_element(L, 1);
    const char *names[MAX_MEMBERS] = {NULL};
    size_t count = 0;
    for (const struct property *p = properties_of(node->kind); count < 6 && p->name != NULL; p++)
        names[count++] = p->name;
    if (node->kind != NODE_BLOCKS)
        names[count++] = "tag";
    return push_members(L, names, node_is_block(node) ? of_block : methods);
}
