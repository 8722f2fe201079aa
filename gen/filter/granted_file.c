/* A granted file in Lua's hands: its text, and how far it has been read. Nothing of it is open. */
#include <string.h>

#include "filter/grants.h"
#include "filter/sandbox.h"

static const char type_name[] = "FILE*";

/* User value 1: the text. */
struct granted_file {
    size_t at;
    bool closed;
};

static struct granted_file *check_file(lua_State *L)
{
    struct granted_file *file = luaL_checkudata(L, 1, type_name);
    if (file->closed)
        luaL_error(L, "attempt to use a closed file");
    return file;
}

/* The text that is left; the Lua string stays with the file. */
static struct str rest_of(lua_State *L, const struct granted_file *file)
{
    struct str text;
    lua_getiuservalue(L, 1, 1);
    text.at = lua_tolstring(L, -1, &text.len);
    lua_pop(L, 1);
    return str_slice(text, file->at, text.len);
}

static bool read_line(lua_State *L, struct granted_file *file, bool keep_end)
{
    struct str rest = rest_of(L, file);
    if (rest.len == 0)
        return false;
    size_t end = str_find(rest, STR("\n"), 0);
    bool ended = end < rest.len;
    struct str line = str_slice(rest, 0, ended && keep_end ? end + 1 : end);
    file->at += ended ? end + 1 : rest.len;
    charge(L, 10 + line.len / 16);
    push_str(L, line);
    return true;
}

static bool read_bytes(lua_State *L, struct granted_file *file, lua_Integer count)
{
    struct str rest = rest_of(L, file);
    if (rest.len == 0)
        return false;
    size_t len = (lua_Unsigned)count < rest.len ? (size_t)count : rest.len;
    charge(L, 10 + len / 16);
    push_str(L, str_slice(rest, 0, len));
    file->at += len;
    return true;
}

/* A number as Lua writes it, behind white space; at most so many letters. */
static bool read_number(lua_State *L, struct granted_file *file)
{
    enum { MOST_LETTERS = 200 };
    struct str rest = rest_of(L, file), number;
    size_t start = 0, end;
    while (start < rest.len && strchr(" \t\r\n\v\f", rest.at[start]) != NULL)
        start++;
    for (end = start; end < rest.len && end - start < MOST_LETTERS; end++)
        if (strchr("+-.0123456789abcdefABCDEFxXpP", rest.at[end]) == NULL)
            break;
    charge(L, 10 + end);
    number = str_slice(rest, start, end);
    file->at += end;
    push_str(L, number);
    if (lua_stringtonumber(L, lua_tostring(L, -1)) == 0)
        return false;
    lua_remove(L, -2);
    return true;
}

static bool read_all_left(lua_State *L, struct granted_file *file)
{
    struct str rest = rest_of(L, file);
    charge(L, 10 + rest.len / 16);
    push_str(L, rest);
    file->at += rest.len;
    return true; /* even where nothing is left */
}

/* Push what the format at `index` asks for; false where the text has come to its end. */
static bool read_format(lua_State *L, struct granted_file *file, int index)
{
    if (lua_type(L, index) == LUA_TNUMBER) {
        lua_Integer count = luaL_checkinteger(L, index);
        luaL_argcheck(L, count >= 0, index, "out of range");
        return read_bytes(L, file, count);
    }
    const char *format = luaL_checkstring(L, index);
    switch (format[*format == '*']) {
    case 'a': return read_all_left(L, file);
    case 'l': return read_line(L, file, false);
    case 'L': return read_line(L, file, true);
    case 'n': return read_number(L, file);
    default: return luaL_argerror(L, index, "invalid format") != 0;
    }
}

/* Read by the formats from `first` to `last`, a line where there are none; gives how many. */
static int read_formats(lua_State *L, struct granted_file *file, int first, int last)
{
    bool found = true;
    int top = lua_gettop(L);
    luaL_checkstack(L, last - first + 8, "too many arguments");
    if (first > last)
        found = read_line(L, file, false);
    for (int i = first; i <= last && found; i++)
        found = read_format(L, file, i);
    if (!found)
        lua_pushnil(L);
    return lua_gettop(L) - top;
}

static int file_read_text(lua_State *L)
{
    struct granted_file *file = check_file(L);
    return read_formats(L, file, 2, lua_gettop(L));
}

/* Upvalues: how many formats there are, the file, the formats. */
static int next_line(lua_State *L)
{
    int count = (int)lua_tointeger(L, lua_upvalueindex(1));
    lua_settop(L, 0);
    for (int i = 0; i <= count; i++)
        lua_pushvalue(L, lua_upvalueindex(2 + i));
    return read_formats(L, check_file(L), 2, count + 1);
}

/* The file at 1 and formats behind it, as an iterator. */
static int file_lines(lua_State *L)
{
    int count = lua_gettop(L) - 1;
    check_file(L);
    luaL_argcheck(L, count <= 200, 202, "too many arguments");
    lua_pushinteger(L, count);
    lua_insert(L, 1);
    lua_pushcclosure(L, next_line, count + 2);
    return 1;
}

static int file_close(lua_State *L)
{
    check_file(L)->closed = true;
    lua_pushboolean(L, true);
    return 1;
}

/* The end of a variable's scope closes what may be closed already. */
static int file_close_quietly(lua_State *L)
{
    struct granted_file *file = luaL_checkudata(L, 1, type_name);
    file->closed = true;
    return 0;
}

static int file_seek(lua_State *L)
{
    static const char *const names[] = {"set", "cur", "end", NULL};
    struct granted_file *file = check_file(L);
    int from = luaL_checkoption(L, 2, "cur", names);
    lua_Integer offset = luaL_optinteger(L, 3, 0);
    lua_Integer at = (lua_Integer)file->at, size = at + (lua_Integer)rest_of(L, file).len;
    lua_Integer base = from == 0 ? 0 : from == 1 ? at : size;
    luaL_argcheck(L, offset >= -base && offset <= size - base, 3, "outside the file");
    file->at = (size_t)(base + offset);
    lua_pushinteger(L, base + offset);
    return 1;
}

static void set_file_type(lua_State *L)
{
    static const luaL_Reg methods[] = {{"read", file_read_text},        {"lines", file_lines},
                                       {"close", file_close},           {"seek", file_seek},
                                       {"__close", file_close_quietly}, {NULL, NULL}};
    if (luaL_newmetatable(L, type_name)) {
        luaL_setfuncs(L, methods, 0);
        lua_pushvalue(L, -1);
        lua_setfield(L, -2, "__index");
        push_refusal(L, "file:write");
        lua_setfield(L, -2, "write");
        lua_pushliteral(L, "FILE*");
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
}

/* Push a file for the one at 1; false with nil, a message and a number. */
static bool push_file(lua_State *L, const char *what)
{
    if (!push_granted_text(L, 1, what))
        return false;
    struct granted_file *file = lua_newuserdatauv(L, sizeof *file, 1);
    *file = (struct granted_file){0};
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    set_file_type(L);
    return true;
}

static int io_open(lua_State *L)
{
    const char *mode = luaL_optstring(L, 2, "r");
    luaL_checkstring(L, 1);
    if (strcmp(mode, "r") != 0 && strcmp(mode, "rb") != 0)
        raise_error(L, DIAG_FILTER_REFUSED,
                    "`io.open` with \"%s\" is refused: files can be read, never written", mode);
    return push_file(L, "io.open") ? 1 : 3;
}

static int io_lines(lua_State *L)
{
    luaL_checkstring(L, 1);
    if (!push_file(L, "io.lines"))
        return luaL_error(L, "%s", lua_tostring(L, -2));
    lua_replace(L, 1);
    return file_lines(L);
}

static int io_type(lua_State *L)
{
    luaL_checkany(L, 1);
    const struct granted_file *file = luaL_testudata(L, 1, type_name);
    if (file == NULL)
        lua_pushnil(L);
    else
        lua_pushstring(L, file->closed ? "closed file" : "file");
    return 1;
}

void set_granted_io(lua_State *L)
{
    static const luaL_Reg functions[] = {{"open", io_open},
                                         {"lines", io_lines},
                                         {"type", io_type},
                                         {"close", file_close},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
