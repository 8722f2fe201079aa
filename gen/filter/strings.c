/* The string and utf8 libraries: Lua's own where they cannot run long, ours where they could. */
#include <string.h>

#include "filter/sandbox.h"

/* Upvalue 1: the function. */
static int call_charged(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING)
        charge(L, 1 + lua_rawlen(L, 1) / 16);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

void set_charged(lua_State *L, const char *name)
{
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, call_charged, 1);
    lua_setfield(L, -2, name);
}

static int string_rep(lua_State *L)
{
    size_t len, gap_len;
    const char *s = luaL_checklstring(L, 1, &len);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *gap = luaL_optlstring(L, 3, "", &gap_len);
    if (n <= 0 || len + gap_len == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((uint64_t)n > state_of(L)->byte_limit / (len + gap_len))
        die(L, "it needs more memory than `limits: filter_bytes` allows");
    size_t total = len * (size_t)n + gap_len * ((size_t)n - 1);
    charge(L, 1 + (uint64_t)n + total / 64);
    luaL_Buffer buffer;
    char *to = luaL_buffinitsize(L, &buffer, total);
    for (lua_Integer i = 0; i < n; i++) {
        memcpy(to, s, len);
        to += len;
        if (i < n - 1 && gap_len != 0) {
            memcpy(to, gap, gap_len);
            to += gap_len;
        }
    }
    luaL_pushresultsize(&buffer, total);
    return 1;
}

/* Make the arguments that a format shows with %s texts first, so that no address is shown. */
static void show_arguments(lua_State *L, struct str format)
{
    int argument = 1;
    for (size_t i = 0; i < format.len; i++) {
        if (format.at[i] != '%')
            continue;
        if (++i < format.len && format.at[i] == '%')
            continue;
        while (i < format.len && strchr("-+ #0123456789.", format.at[i]) != NULL)
            i++;
        argument++;
        if (i >= format.len || argument > lua_gettop(L))
            return;
        if (strchr("fFeEgGaA", format.at[i]) != NULL)
            charge(L, 2000); /* a number may have four hundred digits */
        if (format.at[i] == 'p')
            luaL_error(L, "'%%p' would show an address, which differs from run to run");
        if (format.at[i] == 's') {
            push_shown(L, argument, NULL);
            lua_replace(L, argument);
        }
    }
}

/* Upvalue 1: string.format. */
static int string_format(lua_State *L)
{
    struct str format;
    format.at = luaL_checklstring(L, 1, &format.len);
    charge(L, 10 + format.len);
    for (int i = 2; i <= lua_gettop(L); i++)
        if (lua_type(L, i) == LUA_TSTRING)
            charge(L, lua_rawlen(L, i) * 2); /* it may be quoted, byte by byte */
    show_arguments(L, format);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static void set_each_charged(lua_State *L, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++)
        set_charged(L, names[i]);
}

/* Upvalue 1: a metamethod by which a string is a number, once it has been read. */
static int calculate_charged(lua_State *L)
{
    for (int i = 1; i <= 2; i++)
        if (lua_type(L, i) == LUA_TSTRING)
            charge(L, 1 + lua_rawlen(L, i) / 2);
    lua_settop(L, 2);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 2, 1);
    return 1;
}

static void charge_arithmetic(lua_State *L)
{
    static const char *const names[] = {"__add", "__sub",  "__mul", "__mod", "__pow",
                                        "__div", "__idiv", "__unm", NULL};
    for (size_t i = 0; names[i] != NULL; i++) {
        if (lua_getfield(L, -1, names[i]) == LUA_TFUNCTION) {
            lua_pushcclosure(L, calculate_charged, 1);
            lua_setfield(L, -2, names[i]);
        } else {
            lua_pop(L, 1);
        }
    }
}

/* s:method() finds the functions above; the metatable itself is nobody's to change. */
static void guard_metatable(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "string");
    lua_setfield(L, -2, "__metatable");
    charge_arithmetic(L);
    lua_pop(L, 2);
}

void open_strings(lua_State *L)
{
    static const char *const long_strings[] = {"upper",  "lower",    "reverse", "pack",
                                               "unpack", "packsize", NULL};
    static const char *const long_utf8[] = {"len", "codepoint", "offset", NULL};
    luaL_requiref(L, "string", luaopen_string, 1);
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    set_patterns(L);
    set_each_charged(L, long_strings);
    lua_pushcfunction(L, string_rep);
    lua_setfield(L, -2, "rep");
    lua_getfield(L, -1, "format");
    lua_pushcclosure(L, string_format, 1);
    lua_setfield(L, -2, "format");
    guard_metatable(L);
    lua_pop(L, 1);
    luaL_requiref(L, "utf8", luaopen_utf8, 1);
    set_each_charged(L, long_utf8);
    lua_pop(L, 1);
}
