/*
 * What pandoc has and a filter of gloss has not: using it says so, and what to do instead. That it
 * is named at all lets filters be read which only look for it.
 */
#include <string.h>

#include "filter/modules.h"

struct missing {
    const char *name, *advice;
};

/* Functions of pandoc's modules, by the whole name. */
static const struct missing functions[] = {
    {"pandoc.utils.citeproc",
     "gloss has no processor of citations: give pandoc the essay as JSON, "
     "or write the references into it"},
    {"pandoc.utils.run_json_filter", "a filter runs no program: write that filter in Lua"},
    {"pandoc.write_classic", "gloss has no custom writers: use pandoc.write, or a theme"},
    {"pandoc.write_custom", "gloss has no custom writers: use pandoc.write, or a theme"},
};

static const struct missing modules[] = {
    {"cli", "a filter is not the command line: `gloss convert` reads its own arguments"},
    {"layout", "texts are laid out by writers: make elements, or use pandoc.write"},
    {"scaffolding", "gloss has no custom writers: use pandoc.write, or a theme"},
    {"template",
     "pandoc's templates are not those of gloss: use gloss.template, whose language is "
     "that of themes"},
    {"zip", "a filter has no archives: hand it the files by a grant"},
};

/* Upvalues: the name, the advice. */
static int refuse(lua_State *L)
{
    raise_error(L, DIAG_FILTER_REFUSED, "`%s` is refused: %s", lua_tostring(L, lua_upvalueindex(1)),
                lua_tostring(L, lua_upvalueindex(2)));
}

/* Upvalues: the name of a module, the advice. */
static int index_module(lua_State *L)
{
    lua_pushfstring(L, "%s.%s", lua_tostring(L, lua_upvalueindex(1)), luaL_checkstring(L, 2));
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushcclosure(L, refuse, 2);
    return 1;
}

static void push_module(lua_State *L, const struct missing *module)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_pushfstring(L, "pandoc.%s", module->name);
    lua_pushstring(L, module->advice);
    lua_pushcclosure(L, index_module, 2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

void set_missing_modules(lua_State *L)
{
    for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++) {
        push_module(L, &modules[i]);
        lua_setfield(L, -2, modules[i].name);
    }
}

void set_missing(lua_State *L, const char *module)
{
    size_t len = strlen(module);
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        const char *name = functions[i].name;
        bool here = strncmp(name, module, len) == 0 && name[len] == '.';
        if (!here || strchr(name + len + 1, '.') != NULL)
            continue;
        lua_pushstring(L, name);
        lua_pushstring(L, functions[i].advice);
        lua_pushcclosure(L, refuse, 2);
        lua_setfield(L, -2, name + len + 1);
    }
}
