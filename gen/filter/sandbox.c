/* Lua's basic functions as filters see them. */
#include "filter/sandbox.h"

#include <string.h>

#include "filter/grants.h"

/* ---- showing ---- */

/* A number for the table, function or thread at `index`: the how-manieth it is that was shown. */
static lua_Integer number_of(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, "gloss.shown");
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    lua_Integer number = lua_tointeger(L, -1);
    if (number == 0) {
        lua_rawgeti(L, -2, 0);
        number = lua_tointeger(L, -1) + 1;
        lua_pop(L, 1);
        lua_pushinteger(L, number);
        lua_rawseti(L, -3, 0);
        lua_pushvalue(L, index);
        lua_pushinteger(L, number);
        lua_rawset(L, -4);
    }
    lua_pop(L, 2);
    return number;
}

static bool has_address(lua_State *L, int index)
{
    int type = lua_type(L, index);
    bool plain = type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TUSERDATA
        || type == LUA_TTHREAD || type == LUA_TLIGHTUSERDATA;
    if (!plain || luaL_getmetafield(L, index, "__tostring") == LUA_TNIL)
        return plain;
    lua_pop(L, 1);
    return false;
}

const char *push_shown(lua_State *L, int index, size_t *len)
{
    charge(L, 20);
    if (!has_address(L, index))
        return luaL_tolstring(L, index, len);
    const char *name = luaL_typename(L, index);
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING)
        name = lua_tostring(L, -1); /* stays in its metatable */
    charge(L, 100);                 /* a place in a table that only collections clear */
    int64_t number = number_of(L, index);
    lua_pushfstring(L, "%s: 0x%d", name, (int)number);
    return lua_tolstring(L, -1, len);
}

static int base_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    push_shown(L, 1, NULL);
    return 1;
}

/* ---- errors that are caught ---- */

/* Making a message looks through the libraries for the function's name. */
enum { ERROR_UNITS = 1000 };

/* Behind a protected call: what died stays dead, whoever catches. */
static void check_alive(lua_State *L, int status)
{
    if (status == LUA_ERRMEM)
        die(L, "it needs more memory than `limits: filter_bytes` allows");
    charge(L, 10);
}

/*
 * What an error leaves as it was when it was raised has
 * to be put back: depth and copying, as one number.
 */
static lua_KContext context_of(const struct state *s)
{
    return s->depth * 2 + s->copying;
}

static int finish_pcall(lua_State *L, int status, lua_KContext context)
{
    struct state *s = state_of(L);
    bool ok = status == LUA_OK || status == LUA_YIELD;
    if (!ok) {
        s->depth = (int)(context / 2);
        s->copying = context % 2 != 0;
    }
    check_alive(L, status);
    if (ok)
        return lua_gettop(L);
    charge(L, ERROR_UNITS);
    s->error_place = SPAN_NONE;
    s->calling = NULL;
    lua_pushboolean(L, false);
    lua_insert(L, -2);
    return 2;
}

static int base_pcall(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushboolean(L, true);
    lua_insert(L, 1);
    lua_KContext context = context_of(state_of(L));
    struct spot spot = state_of(L)->spot;
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, context, finish_pcall);
    state_of(L)->spot = spot;
    return finish_pcall(L, status, context);
}

/*
 * The handler of xpcall; upvalue 1 is the filter's. Where the budget is spent it is not asked: it
 * would run inside the hook that raised the error, where no other hook looks after it.
 */
static int handle_error(lua_State *L)
{
    if (state_of(L)->dead)
        return 1;
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, 1);
    return 1;
}

static int finish_xpcall(lua_State *L, int status, lua_KContext context)
{
    int count = finish_pcall(L, status, context);
    return status == LUA_OK || status == LUA_YIELD ? count - 1 : count; /* not the handler below */
}

static int base_xpcall(lua_State *L)
{
    luaL_checktype(L, 2, LUA_TFUNCTION);
    int count = lua_gettop(L) - 2;
    lua_KContext context = context_of(state_of(L));
    lua_pushboolean(L, true);
    lua_insert(L, 1);
    lua_pushvalue(L, 3);
    lua_pushcclosure(L, handle_error, 1);
    lua_remove(L, 3);
    lua_insert(L, 1); /* now: the handler, true, the function, its arguments */
    struct spot spot = state_of(L)->spot;
    int status = lua_pcallk(L, count, LUA_MULTRET, 1, context, finish_xpcall);
    state_of(L)->spot = spot;
    return finish_xpcall(L, status, context);
}

/* ---- what is allowed only in part ---- */

/* Upvalue 1: setmetatable. Finalisers run where no budget sees them. */
static int base_setmetatable(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL)
            raise_error(L, DIAG_FILTER_REFUSED, "finalisers (__gc) are not allowed in a filter");
        lua_pop(L, 1);
    }
    lua_settop(L, 2);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 2, 1);
    return 1;
}

static int base_rawset(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    if (lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "__gc") == 0)
        raise_error(L, DIAG_FILTER_REFUSED, "finalisers (__gc) are not allowed in a filter");
    lua_rawset(L, 1);
    return 1;
}

static void charge_code(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TSTRING)
        charge(L, 1 + lua_rawlen(L, index) * 6);
}

/* Upvalue 1: a function that gives a program piece by piece. */
static int read_piece(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_call(L, 0, 1);
    charge_code(L, -1);
    return 1;
}

/* Upvalue 1: load. Text only: compiled code can break the machine that runs it. */
static int base_load(lua_State *L)
{
    int top = lua_gettop(L);
    charge_code(L, 1);
    if (lua_isfunction(L, 1)) {
        lua_pushvalue(L, 1);
        lua_pushcclosure(L, read_piece, 1);
        lua_replace(L, 1);
    }
    if (top < 3)
        lua_settop(L, 3);
    lua_pushliteral(L, "t");
    lua_replace(L, 3);
    if (lua_isnil(L, 2)) {
        lua_pushliteral(L, "=(load)");
        lua_replace(L, 2);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    charge(L, 1); /* what died while it was read was caught by load */
    return lua_gettop(L);
}

static int base_collectgarbage(lua_State *L)
{
    const char *what = luaL_optstring(L, 1, "collect");
    charge(L, 10);
    lua_pushnumber(L, strcmp(what, "count") == 0 ? (double)state_of(L)->bytes / 1024 : 0);
    return 1;
}

/* Push all arguments as texts, `between` between them. */
static void push_joined(lua_State *L, const char *between)
{
    luaL_Buffer buffer;
    int count = lua_gettop(L);
    luaL_buffinit(L, &buffer);
    for (int i = 1; i <= count; i++) {
        if (i > 1)
            luaL_addstring(&buffer, between);
        push_shown(L, i, NULL);
        luaL_addvalue(&buffer);
    }
    luaL_pushresult(&buffer);
}

/* A warning at the element, from all arguments. */
static int say_all(lua_State *L)
{
    struct str text;
    push_joined(L, " ");
    text.at = lua_tolstring(L, -1, &text.len);
    warn_about(L, DIAG_FILTER_WARNING, state_of(L)->spot.here, str_trim(text));
    return 0;
}

static int base_print(lua_State *L)
{
    FILE *to = state_of(L)->printed;
    if (to == NULL)
        return say_all(L);
    struct str text;
    push_joined(L, "\t");
    lua_pushliteral(L, "\n");
    lua_concat(L, 2);
    text.at = lua_tolstring(L, -1, &text.len);
    print_out(L, to, text);
    return 0;
}

/* warn("@on") and the like are for the switch that we do not have. */
static int base_warn(lua_State *L)
{
    const char *text = luaL_checkstring(L, 1);
    return text[0] == '@' ? 0 : say_all(L);
}

/* ---- refusing ---- */

static int refuse(lua_State *L)
{
    const char *name = lua_tostring(L, lua_upvalueindex(1));
    raise_error(L, DIAG_FILTER_REFUSED,
                "`%s` is refused: no grant lets a filter change files, run programs or reach into "
                "the machine",
                name);
}

void push_refusal(lua_State *L, const char *name)
{
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse, 1);
}

/* Upvalue 1: the library's name. */
static int index_refusal(lua_State *L)
{
    const char *name = luaL_checkstring(L, 2);
    push_refusal(L, lua_pushfstring(L, "%s.%s", lua_tostring(L, lua_upvalueindex(1)), name));
    return 1;
}

void push_refusals(lua_State *L, const char *library)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_pushstring(L, library);
    lua_pushcclosure(L, index_refusal, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

static void refuse_globals(lua_State *L)
{
    set_file_code(L);
    push_refusals(L, "debug");
    lua_setfield(L, -2, "debug");
}

static void wrap(lua_State *L, const char *name, lua_CFunction function)
{
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

void open_base(lua_State *L)
{
    static const luaL_Reg functions[] = {{"tostring", base_tostring},
                                         {"pcall", base_pcall},
                                         {"xpcall", base_xpcall},
                                         {"rawset", base_rawset},
                                         {"collectgarbage", base_collectgarbage},
                                         {"print", base_print},
                                         {"warn", base_warn},
                                         {NULL, NULL}};
    luaL_requiref(L, "_G", luaopen_base, 0);
    luaL_setfuncs(L, functions, 0);
    set_pairs(L);
    wrap(L, "setmetatable", base_setmetatable);
    wrap(L, "load", base_load);
    set_charged(L, "tonumber");
    refuse_globals(L);
    lua_getfield(L, -1, "pairs");
    lua_setfield(L, LUA_REGISTRYINDEX, "gloss.pairs");
    lua_pop(L, 1);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, "gloss.shown");
    lua_newtable(L);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

/*
 * Upvalue 1: math.randomseed. Without a seed of its
 * own a filter gets the same numbers at each run.
 */
static int math_randomseed(lua_State *L)
{
    lua_Integer seed = luaL_optinteger(L, 1, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushinteger(L, seed);
    lua_call(L, 1, 0);
    return 0;
}

static void open_math(lua_State *L)
{
    luaL_requiref(L, "math", luaopen_math, 1);
    wrap(L, "randomseed", math_randomseed);
    lua_getfield(L, -1, "randomseed");
    lua_call(L, 0, 0);
    lua_pop(L, 1);
}

void open_sandbox(lua_State *L)
{
    open_base(L);
    open_strings(L);
    open_tables(L);
    open_coroutines(L);
    open_system(L);
    open_math(L);
}
