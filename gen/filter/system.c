/*
 * os and io: the time is the build's day, an input like any other; everything that reaches out is
 * refused. What is printed becomes a warning at the element that is being filtered.
 */
#include <string.h>
#include <time.h>

#include "filter/grants.h"
#include "filter/sandbox.h"

/* Midnight of the build's day, in UTC. */
static time_t today(lua_State *L)
{
    struct tm tm = {.tm_mday = 1, .tm_year = 70};
    struct str day = state_of(L)->site->today;
    char text[16] = "";
    if (day.len < sizeof text)
        memcpy(text, day.at != NULL ? day.at : "", day.len);
    char *end = strptime(text, "%Y-%m-%d", &tm);
    return end != NULL ? timegm(&tm) : 0;
}

static int field_of(lua_State *L, const char *key, int otherwise)
{
    lua_getfield(L, 1, key);
    int is_number;
    lua_Integer value = lua_tointegerx(L, -1, &is_number);
    if (!is_number && (otherwise < 0 || !lua_isnil(L, -1)))
        luaL_error(L, "field '%s' is missing or not an integer", key);
    lua_pop(L, 1);
    if (!is_number)
        return otherwise;
    if (value < -1000000 || value > 1000000)
        luaL_error(L, "field '%s' is out-of-bound", key);
    return (int)value;
}

static int os_time(lua_State *L)
{
    if (lua_isnoneornil(L, 1)) {
        lua_pushinteger(L, today(L));
        return 1;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    struct tm tm = {.tm_year = field_of(L, "year", -1) - 1900,
                    .tm_mon = field_of(L, "month", -1) - 1,
                    .tm_mday = field_of(L, "day", -1),
                    .tm_hour = field_of(L, "hour", 12),
                    .tm_min = field_of(L, "min", 0),
                    .tm_sec = field_of(L, "sec", 0)};
    lua_pushinteger(L, timegm(&tm));
    return 1;
}

/* Upvalue 1: os.date. Always in UTC: a machine's time zone is no input. */
static int os_date(lua_State *L)
{
    const char *format = luaL_optstring(L, 1, "%c");
    charge(L, 100 + strlen(format) * 40); /* each letter may be a whole date */
    lua_Integer at = luaL_optinteger(L, 2, today(L));
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushfstring(L, "!%s", format[0] == '!' ? format + 1 : format);
    lua_pushinteger(L, at);
    lua_call(L, 2, 1);
    return 1;
}

/* The work done so far, as if a second did a hundred million units. */
static int os_clock(lua_State *L)
{
    lua_pushnumber(L, (lua_Number)state_of(L)->units / 1e8);
    return 1;
}

/* A filter's environment is empty. */
static int os_getenv(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_pushnil(L);
    return 1;
}

static int os_difftime(lua_State *L)
{
    lua_pushnumber(L, luaL_checknumber(L, 1) - luaL_optnumber(L, 2, 0));
    return 1;
}

/* Only a script ends itself: a filter would leave its essay half done. */
static int os_exit(lua_State *L)
{
    if (!state_of(L)->filter->script) {
        push_refusal(L, "os.exit");
        lua_call(L, 0, 0);
    }
    bool good = lua_isnoneornil(L, 1) || (lua_isboolean(L, 1) && lua_toboolean(L, 1));
    end_script(L, good ? 0 : lua_isboolean(L, 1) ? 1 : luaL_checkinteger(L, 1));
}

/* Upvalue 1: whether this is standard error. */
static FILE *stream_of(lua_State *L)
{
    FILE *printed = state_of(L)->printed;
    return printed != NULL && lua_toboolean(L, lua_upvalueindex(1)) ? stderr : printed;
}

/* stream:write(…), a warning where nothing is printed; upvalue 2 is the stream. */
static int file_write_text(lua_State *L)
{
    FILE *to = stream_of(L);
    int first = lua_istable(L, 1) ? 2 : 1;
    for (int i = first; i <= lua_gettop(L); i++) {
        struct str text;
        text.at = luaL_checklstring(L, i, &text.len);
        if (to != NULL)
            print_out(L, to, text);
        text = str_trim(text);
        if (to == NULL && text.len != 0)
            warn_about(L, DIAG_FILTER_WARNING, state_of(L)->spot.here, text);
    }
    lua_pushvalue(L, first == 2 ? 1 : lua_upvalueindex(2));
    return 1;
}

static int do_nothing(lua_State *L)
{
    (void)L;
    return 0;
}

static void set_stream(lua_State *L, const char *name)
{
    push_refusals(L, "file");
    lua_pushboolean(L, strcmp(name, "stderr") == 0);
    lua_pushvalue(L, -2);
    lua_pushcclosure(L, file_write_text, 2);
    lua_setfield(L, -2, "write");
    lua_pushcfunction(L, do_nothing);
    lua_setfield(L, -2, "flush");
    lua_pushcfunction(L, do_nothing);
    lua_setfield(L, -2, "setvbuf");
    lua_setfield(L, -2, name);
}

static void open_io(lua_State *L)
{
    push_refusals(L, "io");
    set_granted_io(L);
    set_stream(L, "stderr");
    set_stream(L, "stdout");
    lua_getfield(L, -1, "stdout");
    lua_getfield(L, -1, "write");
    lua_setfield(L, -3, "write");
    lua_pop(L, 1);
    lua_setglobal(L, "io");
}

/* `lua_getfield` of the stock os.date before our table takes the name. */
void open_system(lua_State *L)
{
    static const luaL_Reg functions[] = {{"time", os_time},         {"clock", os_clock},
                                         {"getenv", os_getenv},     {"exit", os_exit},
                                         {"difftime", os_difftime}, {NULL, NULL}};
    push_refusals(L, "os");
    luaL_setfuncs(L, functions, 0);
    luaL_requiref(L, "os", luaopen_os, 0);
    lua_getfield(L, -1, "date");
    lua_pushcclosure(L, os_date, 1);
    lua_setfield(L, -3, "date");
    lua_pop(L, 1);
    lua_setglobal(L, "os");
    open_io(L);
}
