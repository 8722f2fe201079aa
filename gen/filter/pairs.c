/* pairs and next in an order that is the same at each run. */
#include <stdlib.h>

#include "filter/sandbox.h"

/*
 * Lua's own order of keys hangs on a seed that differs from run to run. Here numbers come first,
 * then strings, each in their order; keys of other types follow as the table has them.
 */
struct key {
    int rank;
    lua_Number number;
    struct str text;
    size_t place;
};

static struct key key_at(lua_State *L, int index, size_t place)
{
    struct key key = {.rank = 2, .place = place};
    if (lua_type(L, index) == LUA_TNUMBER) {
        key.rank = 0;
        key.number = lua_tonumber(L, index);
    } else if (lua_type(L, index) == LUA_TSTRING) {
        key.rank = 1;
        key.text.at = lua_tolstring(L, index, &key.text.len);
    }
    return key;
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->rank == 0 && x->number != y->number)
        return x->number < y->number ? -1 : 1;
    int order = x->rank == 1 ? str_cmp(x->text, y->text) : 0;
    if (order != 0)
        return order;
    return x->place < y->place ? -1 : x->place > y->place;
}

static size_t count_keys(lua_State *L, int index)
{
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        count++;
        lua_pop(L, 1);
    }
    charge(L, 100 + count * 48); /* they are sorted */
    return count;
}

/* The keys of the table at `index` as an array on the stack. */
static void push_keys(lua_State *L, int index)
{
    size_t count = count_keys(L, index), i = 0;
    lua_createtable(L, 0, 0);
    int unsorted = lua_gettop(L);
    struct key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        keys[i] = key_at(L, -1, i + 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, unsorted, (lua_Integer)++i);
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    lua_createtable(L, count < 1000000 ? (int)count : 0, 0);
    for (i = 0; i < count; i++) {
        lua_rawgeti(L, unsorted, (lua_Integer)keys[i].place);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_replace(L, unsorted);
    lua_settop(L, unsorted);
}

/* Upvalues: the keys, how many were passed. */
static int next_of_pairs(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
    for (;;) {
        if (lua_rawgeti(L, lua_upvalueindex(1), ++i) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL)
            break; /* the others were taken away meanwhile */
        lua_pop(L, 2);
    }
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    return 2;
}

static int base_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    push_keys(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_of_pairs, 2);
    lua_pushvalue(L, 1);
    return 2;
}

/* The key behind the given one: each call looks at all of them. */
static int base_next(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    charge(L, 400); /* it may pass thousands of empty places */
    push_keys(L, 1);
    lua_Integer i = 1;
    if (!lua_isnil(L, 2)) {
        while (lua_rawgeti(L, 3, i++) != LUA_TNIL && !lua_rawequal(L, -1, 2))
            lua_pop(L, 1);
        lua_pop(L, 1);
    }
    if (lua_rawgeti(L, 3, i) == LUA_TNIL)
        return 1;
    lua_pushvalue(L, -1);
    lua_rawget(L, 1);
    return 2;
}

int begin_pairs(lua_State *L, int index)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "gloss.pairs");
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    return lua_gettop(L);
}

bool next_pair(lua_State *L, int index, int iterator)
{
    lua_settop(L, iterator);
    lua_pushvalue(L, iterator);
    lua_pushvalue(L, index);
    lua_call(L, 1, 2);
    if (!lua_isnil(L, -2))
        return true;
    lua_settop(L, iterator - 1);
    return false;
}

void set_pairs(lua_State *L)
{
    static const luaL_Reg functions[] = {{"pairs", base_pairs}, {"next", base_next}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
