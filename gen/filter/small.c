/* The small modules of pandoc: system without what reaches out, and log; and quarto's. */
#include <string.h>

#include "base/file.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/sandbox.h"

/* ---- pandoc.system ---- */

/* The folder of the project, whatever it is called on this machine. */
static int system_working_directory(lua_State *L)
{
    lua_pushliteral(L, ".");
    return 1;
}

static int system_environment(lua_State *L)
{
    lua_newtable(L);
    return 1;
}

/* Nobody sees the environment, so it need not be set for the callback. */
static int system_with_environment(lua_State *L)
{
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_call(L, 0, LUA_MULTRET);
    return lua_gettop(L) - 1;
}

void push_system(lua_State *L)
{
    static const luaL_Reg functions[] = {{"get_working_directory", system_working_directory},
                                         {"environment", system_environment},
                                         {"with_environment", system_with_environment},
                                         {NULL, NULL}};
    push_refusals(L, "pandoc.system");
    luaL_setfuncs(L, functions, 0);
    lua_pushliteral(L, "linux"); /* the same on each machine */
    lua_setfield(L, -2, "os");
    lua_pushliteral(L, "x86_64");
    lua_setfield(L, -2, "arch");
}

/*
 * pandoc.with_state(options, callback): what it would set, headers of requests and folders of
 * files, nothing here looks at.
 */
int pandoc_with_state(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_call(L, 0, LUA_MULTRET);
    return lua_gettop(L) - 1;
}

/* ---- pandoc.log ---- */

static int say_nothing(lua_State *L)
{
    (void)L;
    return 0;
}

/* Its messages are said all the same, so the list of those kept back is empty. */
static int log_silence(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    lua_newtable(L);
    set_list_type(L, "List");
    lua_insert(L, 1);
    return lua_gettop(L);
}

void push_log(lua_State *L)
{
    lua_newtable(L);
    lua_pushcfunction(L, say_nothing);
    lua_setfield(L, -2, "info");
    lua_getglobal(L, "warn"); /* a warning at the element */
    lua_setfield(L, -2, "warn");
    lua_pushcfunction(L, log_silence);
    lua_setfield(L, -2, "silence");
}

/* ---- quarto ---- */

/* Whether an output format is what is being made: html by any of its names. */
static int quarto_is_format(lua_State *L)
{
    const char *asked = luaL_checkstring(L, 1);
    lua_getglobal(L, "FORMAT");
    const char *format = luaL_optstring(L, -1, "html");
    bool html = strncmp(format, "html", 4) == 0, docbook = strncmp(format, "docbook", 7) == 0;
    lua_pushboolean(L,
                    strcmp(asked, format) == 0 || (html && strncmp(asked, "html", 4) == 0)
                        || (docbook && strncmp(asked, "docbook", 7) == 0));
    return 1;
}

/* A path beside the filter, from the project's folder. */
static int quarto_resolve_path(lua_State *L)
{
    luaL_checkstring(L, 1);
    struct arena *arena = state_of(L)->arena;
    struct str path = keep_string(L, 1);
    struct str folder = path_folder(state_of(L)->filter->source->path);
    push_str(L,
             str_starts(path, STR("/")) ? path : path_clean(arena, path_join(arena, folder, path)));
    return 1;
}

/* Upvalue 1: what was called. */
static int quarto_not_carried(lua_State *L)
{
    warn_about(L, DIAG_FILTER_WARNING, state_of(L)->spot.here,
               str_fmt(state_of(L)->arena, "what %s adds to a page is not carried into it",
                       lua_tostring(L, lua_upvalueindex(1))));
    return 0;
}

static void set_not_carried(lua_State *L, const char *field, const char *name)
{
    lua_pushstring(L, name);
    lua_pushcclosure(L, quarto_not_carried, 1);
    lua_setfield(L, -2, field);
}

static void set_quarto_log(lua_State *L)
{
    static const char *const said[] = {"output", "warning", "error", NULL};
    lua_newtable(L);
    for (size_t i = 0; said[i] != NULL; i++) {
        lua_getglobal(L, "warn");
        lua_setfield(L, -2, said[i]);
    }
    lua_pushcfunction(L, say_nothing);
    lua_setfield(L, -2, "info");
    lua_pushcfunction(L, say_nothing);
    lua_setfield(L, -2, "debug");
    lua_setfield(L, -2, "log");
}

void push_quarto(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_pushcfunction(L, quarto_is_format);
    lua_setfield(L, -2, "is_format");
    lua_pushcfunction(L, quarto_is_format);
    lua_setfield(L, -2, "isFormat");
    set_not_carried(L, "add_html_dependency", "quarto.doc.add_html_dependency");
    set_not_carried(L, "addHtmlDependency", "quarto.doc.addHtmlDependency");
    set_not_carried(L, "include_text", "quarto.doc.include_text");
    set_not_carried(L, "includeText", "quarto.doc.includeText");
    lua_setfield(L, -2, "doc");
    lua_newtable(L);
    lua_pushcfunction(L, quarto_resolve_path);
    lua_setfield(L, -2, "resolve_path");
    lua_setfield(L, -2, "utils");
    push_json_module(L, false);
    lua_setfield(L, -2, "json");
    set_quarto_log(L);
}
