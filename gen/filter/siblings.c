/*
 * The programs that a filter may load besides its own: those beside it and in folders below, by
 * require, dofile and loadfile, and those that it was granted. They are read when they are asked
 * for, so each build meets them as they are.
 */
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "filter/grants.h"
#include "filter/modules.h"
#include "filter/sandbox.h"

/* How many calls are looked at for a require of the same name. */
enum { MOST_LEVELS = 100 };

/* ---- reading and compiling ---- */

/* Push the program, compiled; false with the message. */
static bool push_program(lua_State *L, struct str shown, struct str text)
{
    struct state *s = state_of(L);
    struct source *source = ARENA_NEW(s->arena, struct source);
    *source = (struct source){.path = shown, .text = text};
    *LIST_ADD(&s->programs, s->arena) = source;
    charge(L, 100 + text.len * 6);
    struct str code = program_of(text);
    const char *name = str_c(s->arena, str_join(s->arena, STR("@"), shown));
    return luaL_loadbufferx(L, code.at, code.len, name, "t") == LUA_OK;
}

/* Read what lies at `rest` below the filter's folder; gives errno. */
static int read_sibling(lua_State *L, struct str rest, struct str *shown, struct str *text)
{
    struct state *s = state_of(L);
    charge(L, 1000 + rest.len * 4);
    *shown = path_join(s->arena, path_folder(s->filter->source->path), rest);
    int error = read_below(L, s->filter->folder, rest, text);
    if (error == ELOOP)
        raise_error(L, DIAG_FILTER_REFUSED,
                    "%.*s is behind a symbolic link, which no filter follows", STR_ARG(*shown));
    return error;
}

static bool is_sibling(const struct state *s, struct str rest)
{
    return s->filter->folder.len != 0 && str_ends(rest, STR(".lua")) && !str_starts(rest, STR("/"))
        && !str_is(rest, "..") && !str_starts(rest, STR("../"));
}

/* ---- dofile and loadfile ---- */

/* What `name` is from the filter's folder, or a path that is no sibling's. */
static struct str sibling_of(const struct state *s, struct str name)
{
    struct str shown = path_folder(s->filter->source->path);
    if (shown.len != 0 && str_starts(name, shown) && name.len > shown.len
        && name.at[shown.len] == '/')
        return path_clean(s->arena, str_slice(name, shown.len + 1, name.len));
    struct str path = path_clean(s->arena, path_join(s->arena, s->site->root, name));
    return path_below(s->filter->folder, path);
}

/* The file at 1 if it lies beside the filter, by its path or by its name alone. */
static bool find_sibling(lua_State *L, struct str *shown, struct str *text)
{
    const struct state *s = state_of(L);
    struct str name = str_from(luaL_checkstring(L, 1)), rest = sibling_of(s, name);
    if (is_sibling(s, rest) && read_sibling(L, rest, shown, text) == 0)
        return true;
    rest = path_clean(s->arena, name);
    return is_sibling(s, rest) && read_sibling(L, rest, shown, text) == 0;
}

/* Push the program in the file at 1, compiled; false with nil and a message. */
static bool push_file_code(lua_State *L, const char *what)
{
    struct str shown, text;
    if (!find_sibling(L, &shown, &text)) {
        if (!push_granted_text(L, 1, what)) {
            lua_pop(L, 1);
            return false;
        }
        text = keep_string(L, -1);
        shown = keep_string(L, 1);
        lua_pop(L, 1);
    }
    if (push_program(L, shown, text))
        return true;
    lua_pushnil(L);
    lua_insert(L, -2);
    return false;
}

static int base_loadfile(lua_State *L)
{
    lua_settop(L, 3);
    if (!push_file_code(L, "loadfile"))
        return 2;
    if (!lua_isnil(L, 3)) {
        lua_pushvalue(L, 3);
        if (lua_setupvalue(L, -2, 1) == NULL)
            lua_pop(L, 1);
    }
    return 1;
}

static int base_dofile(lua_State *L)
{
    lua_settop(L, 1);
    if (!push_file_code(L, "dofile"))
        return lua_error(L); /* the message */
    int base = lua_gettop(L);
    lua_call(L, 0, LUA_MULTRET);
    return lua_gettop(L) - base + 1;
}

void set_file_code(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"dofile", base_dofile}, {"loadfile", base_loadfile}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}

/* ---- require ---- */

static int require(lua_State *L);

/* A module that is asked for while it is being loaded would never come to its end. */
static void check_cycle(lua_State *L)
{
    lua_Debug at;
    charge(L, MOST_LEVELS);
    for (int level = 1; level < MOST_LEVELS && lua_getstack(L, level, &at) != 0; level++) {
        lua_getinfo(L, "f", &at);
        bool loads = lua_tocfunction(L, -1) == require && lua_getlocal(L, &at, 1) != NULL;
        if (loads && lua_compare(L, 1, -1, LUA_OPEQ))
            luaL_error(L, "require(\"%s\"): it is asked for again while it is being loaded",
                       lua_tostring(L, 1));
        lua_settop(L, 2);
    }
}

/* "sub.mod" is sub/mod; empty for a name that is no path below a folder. */
static struct str path_of_module(lua_State *L, struct str name)
{
    struct str path = str_keep(state_of(L)->arena, name), rest = path, part;
    char *at = (char *)(uintptr_t)path.at;
    for (size_t i = 0; i < path.len; i++)
        if (at[i] == '.')
            at[i] = '/';
    while (str_split(&rest, '/', &part))
        if (part.len == 0)
            return STR_NONE;
    return path;
}

/*
 * A match of LPeg runs in C, where no budget sees it yet: a pattern of a line can run for years.
 * They are not taken from a file beside the filter either, for it could only be a library in C.
 */
static void refuse_endless(lua_State *L)
{
    const char *name = lua_tostring(L, 1);
    if (strcmp(name, "lpeg") == 0 || strcmp(name, "re") == 0)
        raise_error(L, DIAG_FILTER_REFUSED,
                    "require(\"%s\"): its matches cannot be held to the filter's budget; use the "
                    "patterns of `string.find` and `string.gsub`",
                    name);
}

/* Push the code of the module at 1 and the path of its file. */
static void push_module(lua_State *L)
{
    struct state *s = state_of(L);
    charge(L, 1 + lua_rawlen(L, 1));
    struct str path = path_of_module(L, keep_string(L, 1)), shown, text;
    if (path.len == 0)
        raise_error(L, DIAG_FILTER_REFUSED, "require(\"%s\"): only files below the filter's folder",
                    lua_tostring(L, 1));
    for (size_t i = 0; s->filter->folder.len != 0 && i < 2; i++) {
        struct str rest = i == 0 ? str_join(s->arena, path, STR(".lua"))
                                 : str_join(s->arena, path, STR("/init.lua"));
        int error = read_sibling(L, rest, &shown, &text);
        if (error == ENOENT || error == ENOTDIR)
            continue;
        if (error != 0)
            luaL_error(L, "%s: %s", str_c(s->arena, shown), strerror(error));
        if (!push_program(L, shown, text))
            lua_error(L); /* the message */
        push_str(L, shown);
        return;
    }
    refuse_endless(L);
    luaL_error(L,
               "require(\"%s\"): there is no such module, and no %s.lua or %s/init.lua beside %s",
               lua_tostring(L, 1), str_c(s->arena, path), str_c(s->arena, path),
               str_c(s->arena, s->filter->source->path));
}

/* require(name): what the module gives, loaded once in each state; and its file. */
static int require(lua_State *L)
{
    luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "gloss.modules");
    lua_pushvalue(L, 1);
    if (lua_gettable(L, 2) != LUA_TNIL)
        return 1;
    lua_settop(L, 2);
    check_cycle(L);
    push_module(L); /* 3: the code, 4: the path */
    lua_pushvalue(L, 3);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 4);
    lua_call(L, 2, 1);
    if (lua_isnil(L, -1)) {
        lua_pushvalue(L, 1);
        if (lua_gettable(L, 2) == LUA_TNIL) /* it may have put itself there */
            lua_pushboolean(L, true);
    }
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_settable(L, 2);
    lua_pushvalue(L, 4);
    return 2;
}

void open_require(lua_State *L)
{
    static const char *const libraries[] = {"_G", "string",    "table", "math", "os",
                                            "io", "coroutine", "utf8",  NULL};
    push_refusals(L, "package");
    lua_getfield(L, LUA_REGISTRYINDEX, "gloss.modules");
    for (size_t i = 0; libraries[i] != NULL; i++) {
        lua_getglobal(L, libraries[i]);
        lua_setfield(L, -2, libraries[i]);
    }
    lua_setfield(L, -2, "loaded");
    lua_pushliteral(L, "?.lua;?/init.lua"); /* for filters that add to it: it is not looked at */
    lua_setfield(L, -2, "path");
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "cpath");
    lua_pushliteral(L, "/\n;\n?\n!\n-\n");
    lua_setfield(L, -2, "config");
    lua_setglobal(L, "package");
    lua_pushcfunction(L, require);
    lua_setglobal(L, "require");
}
