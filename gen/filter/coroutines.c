/*
 * Coroutines. Each starts to count its instructions anew, so making and resuming one costs as much
 * as the hook would have missed; and no one who resumes a coroutine survives its death by budget.
 */
#include "filter/sandbox.h"

enum { RESUME_UNITS = 1000 };

static int call_upvalue(lua_State *L)
{
    struct state *s = state_of(L);
    int depth = s->depth;
    charge(L, RESUME_UNITS);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    s->depth = depth;
    charge(L, 1); /* dies if the coroutine died of the budget */
    return lua_gettop(L);
}

/* Upvalues: coroutine.resume, the coroutine. */
static int resume_wrapped(lua_State *L)
{
    struct state *s = state_of(L);
    int depth = s->depth;
    charge(L, RESUME_UNITS);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_rotate(L, 1, 2);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    s->depth = depth;
    charge(L, 1);
    if (!lua_toboolean(L, 1))
        return lua_error(L); /* its only other value */
    return lua_gettop(L) - 1;
}

/* Upvalues: coroutine.create, coroutine.resume. */
static int coroutine_wrap(lua_State *L)
{
    charge(L, RESUME_UNITS);
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    lua_pushcclosure(L, resume_wrapped, 2);
    return 1;
}

void open_coroutines(lua_State *L)
{
    static const char *const charged[] = {"create", "resume", "close", NULL};
    luaL_requiref(L, "coroutine", luaopen_coroutine, 1);
    lua_getfield(L, -1, "create");
    lua_getfield(L, -2, "resume");
    lua_pushcclosure(L, coroutine_wrap, 2);
    lua_setfield(L, -2, "wrap");
    for (size_t i = 0; charged[i] != NULL; i++) {
        lua_getfield(L, -1, charged[i]);
        lua_pushcclosure(L, call_upvalue, 1);
        lua_setfield(L, -2, charged[i]);
    }
    lua_pop(L, 1);
}
