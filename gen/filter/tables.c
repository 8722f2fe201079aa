/* The table library, each function of which is charged for the items that it touches. */
#include "filter/sandbox.h"

/* What moving an item costs beside an instruction of Lua's. */
enum { ITEM_UNITS = 5 };

/* Charged before the first is moved, so that no loop begins that the budget cannot pay. */
static void charge_items(lua_State *L, lua_Integer count)
{
    if (count > 0)
        charge(L,
               (uint64_t)count > UINT64_MAX / ITEM_UNITS ? UINT64_MAX
                                                         : (uint64_t)count * ITEM_UNITS);
}

static lua_Integer length_of(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    return luaL_len(L, index);
}

static int table_insert(lua_State *L)
{
    lua_Integer end = length_of(L, 1) + 1, at = end;
    if (lua_gettop(L) == 3) {
        at = luaL_checkinteger(L, 2);
        luaL_argcheck(L, at >= 1 && at <= end, 2, "position out of bounds");
        charge_items(L, end - at);
        for (lua_Integer i = end; i > at; i--) {
            lua_geti(L, 1, i - 1);
            lua_seti(L, 1, i);
        }
    } else if (lua_gettop(L) != 2) {
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, at);
    return 0;
}

static int table_remove(lua_State *L)
{
    lua_Integer size = length_of(L, 1), at = luaL_optinteger(L, 2, size);
    if (lua_gettop(L) > 1)
        luaL_argcheck(L, (at >= 1 && at <= size + 1) || (size == 0 && at == 0), 2,
                      "position out of bounds");
    charge_items(L, size - at);
    lua_geti(L, 1, at);
    for (; at < size; at++) {
        lua_geti(L, 1, at + 1);
        lua_seti(L, 1, at);
    }
    lua_pushnil(L);
    lua_seti(L, 1, at);
    return 1;
}

static int table_move(lua_State *L)
{
    lua_Integer from = luaL_checkinteger(L, 2), end = luaL_checkinteger(L, 3);
    lua_Integer to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, target, LUA_TTABLE);
    luaL_argcheck(L, from > 0 || end < LUA_MAXINTEGER + from, 3, "too many elements to move");
    lua_Integer count = end >= from ? end - from + 1 : 0;
    luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    bool forward = to > end || to <= from || target != 1;
    charge_items(L, count);
    for (lua_Integer i = 0; i < count; i++) {
        lua_Integer offset = forward ? i : count - 1 - i;
        lua_geti(L, 1, from + offset);
        lua_seti(L, target, to + offset);
    }
    lua_pushvalue(L, target);
    return 1;
}

/* Upvalue 1: table.concat or table.unpack; `first` is the argument with the first index. */
static int call_ranged(lua_State *L, int first)
{
    bool raw = lua_type(L, 1) == LUA_TTABLE;
    lua_Integer from = luaL_optinteger(L, first, 1);
    lua_Integer to = luaL_opt(L, luaL_checkinteger, first + 1, raw ? luaL_len(L, 1) : 0);
    if (to >= from)
        charge(L, (uint64_t)to - (uint64_t)from + 1);
    lua_settop(L, first - 1);
    lua_pushinteger(L, from);
    lua_pushinteger(L, to);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int table_concat(lua_State *L)
{
    return call_ranged(L, 3);
}

static int table_unpack(lua_State *L)
{
    return call_ranged(L, 2);
}

/* ---- sort ---- */

/* Whether the item on top must stand before the one below it; takes neither away. */
static bool is_before(lua_State *L)
{
    charge(L, 4);
    if (lua_isnil(L, 2))
        return lua_compare(L, -1, -2, LUA_OPLT) != 0;
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_call(L, 2, 1);
    bool before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
}

/* Merge the sorted runs [from, middle) and [middle, end) of the table at 3 into the one at 4. */
static void merge(lua_State *L, lua_Integer from, lua_Integer middle, lua_Integer end)
{
    lua_Integer left = from, right = middle;
    for (lua_Integer to = from; to < end; to++) {
        lua_rawgeti(L, 3, left);
        lua_rawgeti(L, 3, right);
        bool take_right = left >= middle || (right < end && is_before(L));
        lua_pushvalue(L, take_right ? -1 : -2);
        lua_rawseti(L, 4, to);
        lua_pop(L, 2);
        if (take_right)
            right++;
        else
            left++;
    }
}

static void swap_tables(lua_State *L)
{
    lua_pushvalue(L, 3);
    lua_copy(L, 4, 3);
    lua_replace(L, 4);
}

static lua_Integer least(lua_Integer a, lua_Integer b)
{
    return a < b ? a : b;
}

/*
 * Lua's own sort picks pivots by the clock and leaves equal items in any order. This one is stable,
 * and an order function that contradicts itself costs no more than another.
 */
static int table_sort(lua_State *L)
{
    lua_Integer size = length_of(L, 1);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    charge_items(L, size);
    lua_settop(L, 2);
    lua_newtable(L);
    lua_newtable(L);
    for (lua_Integer i = 1; i <= size; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    for (lua_Integer width = 1; width < size; width *= 2) {
        for (lua_Integer from = 1; from <= size; from += 2 * width)
            merge(L, from, least(from + width, size + 1), least(from + 2 * width, size + 1));
        swap_tables(L);
    }
    for (lua_Integer i = 1; i <= size; i++) {
        lua_rawgeti(L, 3, i);
        lua_seti(L, 1, i);
    }
    return 0;
}

static void wrap(lua_State *L, const char *name, lua_CFunction function)
{
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

void open_tables(lua_State *L)
{
    static const luaL_Reg functions[] = {{"insert", table_insert},
                                         {"remove", table_remove},
                                         {"move", table_move},
                                         {"sort", table_sort},
                                         {NULL, NULL}};
    luaL_requiref(L, "table", luaopen_table, 1);
    luaL_setfuncs(L, functions, 0);
    wrap(L, "concat", table_concat);
    wrap(L, "unpack", table_unpack);
    lua_pop(L, 1);
}
