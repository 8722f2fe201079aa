/* pandoc.types: versions, which compare with strings, numbers and lists of numbers too. */
#include "filter/marshal.h"
#include "filter/modules.h"

#define VERSION "Version"

enum { MAX_PARTS = 32, MAX_PART = 1000000000 };

struct version {
    int count;
    lua_Integer parts[MAX_PARTS];
};

static void add_part(lua_State *L, struct version *version, lua_Integer part)
{
    if (version->count == MAX_PARTS)
        raise_error(L, DIAG_FILTER_ERROR, "a version of more than %d numbers", (int)MAX_PARTS);
    version->parts[version->count++] = part;
}

static void take_version_text(lua_State *L, int index, struct version *version)
{
    const char *text = lua_tostring(L, index), *at = text;
    do {
        lua_Integer part = 0;
        const char *start = at;
        for (; *at >= '0' && *at <= '9' && part < MAX_PART; at++)
            part = part * 10 + (*at - '0');
        if (at == start)
            break;
        add_part(L, version, part);
    } while (*at == '.' && *++at != '\0');
    if (*at != '\0' || at == text || at[-1] == '.')
        raise_error(L, DIAG_FILTER_ERROR, "could not parse as Version: %.40s", text);
}

static void take_version_list(lua_State *L, int index, struct version *version)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        if (!lua_isinteger(L, -1))
            raise_expected(L, "Integral", -1);
        add_part(L, version, lua_tointeger(L, -1));
        lua_pop(L, 1);
    }
}

/* The version that the value at `index` stands for. */
static struct version take_version(lua_State *L, int index)
{
    const struct version *own = luaL_testudata(L, index, VERSION);
    if (own != NULL)
        return *own;
    struct version version = {0};
    if (lua_type(L, index) == LUA_TSTRING)
        take_version_text(L, index, &version);
    else if (lua_isinteger(L, index))
        add_part(L, &version, lua_tointeger(L, index));
    else if (lua_istable(L, index))
        take_version_list(L, index, &version);
    else
        raise_expected(L, "Version, list, string, or integer", index);
    return version;
}

static int compare_versions(lua_State *L, int a, int b)
{
    struct version x = take_version(L, a), y = take_version(L, b);
    for (int i = 0; i < x.count && i < y.count; i++)
        if (x.parts[i] != y.parts[i])
            return x.parts[i] < y.parts[i] ? -1 : 1;
    return x.count < y.count ? -1 : x.count > y.count;
}

static int version_lt(lua_State *L)
{
    lua_pushboolean(L, compare_versions(L, 1, 2) < 0);
    return 1;
}

static int version_le(lua_State *L)
{
    lua_pushboolean(L, compare_versions(L, 1, 2) <= 0);
    return 1;
}

static int version_eq(lua_State *L)
{
    lua_pushboolean(L,
                    luaL_testudata(L, 1, VERSION) != NULL && luaL_testudata(L, 2, VERSION) != NULL
                        && compare_versions(L, 1, 2) == 0);
    return 1;
}

static void push_version_text(lua_State *L, const struct version *version)
{
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (int i = 0; i < version->count; i++) {
        lua_pushfstring(L, i > 0 ? ".%I" : "%I", (LUAI_UACINT)version->parts[i]);
        luaL_addvalue(&buffer);
    }
    luaL_pushresult(&buffer);
}

static int version_show(lua_State *L)
{
    const struct version *version = luaL_checkudata(L, 1, VERSION);
    push_version_text(L, version);
    return 1;
}

static int version_len(lua_State *L)
{
    const struct version *version = luaL_checkudata(L, 1, VERSION);
    lua_pushinteger(L, version->count);
    return 1;
}

/* version:must_be_at_least(version, message): each `%s` in the message is one of the two. */
static int version_must_be_at_least(lua_State *L)
{
    lua_settop(L, 3);
    if (compare_versions(L, 1, 2) >= 0)
        return 0;
    struct version own = take_version(L, 1), wanted = take_version(L, 2);
    const char *text = luaL_optstring(L, 3, "expected version %s or newer, got %s");
    push_version_text(L, &wanted);
    push_version_text(L, &own);
    const char *parts[] = {lua_tostring(L, -2), lua_tostring(L, -1)};
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (size_t next = 0; *text != '\0'; text++) {
        if (text[0] != '%' || text[1] != 's' || next == 2) {
            luaL_addchar(&buffer, *text);
            continue;
        }
        luaL_addstring(&buffer, parts[next++]);
        text++;
    }
    luaL_pushresult(&buffer);
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
    return lua_error(L);
}

/* Upvalue 1: the methods. */
static int version_index(lua_State *L)
{
    const struct version *version = luaL_checkudata(L, 1, VERSION);
    if (!lua_isinteger(L, 2)) {
        lua_settop(L, 2);
        lua_rawget(L, lua_upvalueindex(1));
        return 1;
    }
    lua_Integer i = lua_tointeger(L, 2);
    if (i < 1 || i > version->count)
        return 0;
    lua_pushinteger(L, version->parts[i - 1]);
    return 1;
}

static void set_type(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__lt", version_lt},   {"__le", version_le},
                                    {"__eq", version_eq},   {"__tostring", version_show},
                                    {"__len", version_len}, {NULL, NULL}};
    static const luaL_Reg methods[] = {{"must_be_at_least", version_must_be_at_least},
                                       {NULL, NULL}};
    if (luaL_newmetatable(L, VERSION)) {
        luaL_setfuncs(L, meta, 0);
        luaL_newlib(L, methods);
        lua_pushcclosure(L, version_index, 1);
        lua_setfield(L, -2, "__index");
        lua_pushliteral(L, VERSION);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
}

/* pandoc.types.Version(string, number, list or version) */
static int make_version(lua_State *L)
{
    lua_settop(L, 1);
    struct version version = take_version(L, 1);
    *(struct version *)lua_newuserdatauv(L, sizeof version, 0) = version;
    set_type(L);
    return 1;
}

void push_version(lua_State *L, const char *text)
{
    lua_pushcfunction(L, make_version);
    lua_pushstring(L, text);
    lua_call(L, 1, 1);
}

void push_types(lua_State *L)
{
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, make_version);
    lua_setfield(L, -2, "Version");
}
