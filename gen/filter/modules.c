#include "filter/modules.h"

#include "filter/fields.h"
#include "filter/marshal.h"
#include "filter/sandbox.h"

static void set_module(lua_State *L, const char *name)
{
    lua_pushvalue(L, -1);
    lua_setfield(L, -4, name);
}

/* Into the table of pandoc's on top, above that of the modules by name. */
static void set_small_modules(lua_State *L)
{
    static const struct {
        const char *field, *name;
        void (*push)(lua_State *L);
    } modules[] = {{"mediabag", "pandoc.mediabag", push_media},
                   {"system", "pandoc.system", push_system},
                   {"structure", "pandoc.structure", push_structure},
                   {"log", "pandoc.log", push_log},
                   {"types", "pandoc.types", push_types},
                   {"format", "pandoc.format", push_format},
                   {"image", "pandoc.image", push_image_module}};
    for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++) {
        modules[i].push(L);
        lua_pushvalue(L, -1);
        lua_setfield(L, -4, modules[i].name);
        lua_setfield(L, -2, modules[i].field);
    }
}

static void open_pandoc(lua_State *L)
{
    lua_newtable(L); /* the modules by name */
    push_constructors(L);
    push_utils(L);
    set_module(L, "pandoc.utils");
    lua_setfield(L, -2, "utils");
    push_text(L);
    set_module(L, "pandoc.text");
    set_module(L, "text");
    lua_setfield(L, -2, "text");
    push_path(L);
    set_module(L, "pandoc.path");
    lua_setfield(L, -2, "path");
    lua_getfield(L, -1, "List");
    set_module(L, "pandoc.List");
    lua_pop(L, 1);
    set_small_modules(L);
    push_json_module(L, true);
    set_module(L, "pandoc.json");
    lua_setfield(L, -2, "json");
    set_missing_modules(L);
    set_missing(L, "pandoc");
    set_formats(L);
    set_option_types(L);
    lua_pushcfunction(L, pandoc_with_state);
    lua_setfield(L, -2, "with_state");
    push_refusal(L, "pandoc.pipe");
    lua_setfield(L, -2, "pipe");
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "pandoc");
    lua_setglobal(L, "pandoc");
}

static void set_globals(lua_State *L)
{
    const struct state *s = state_of(L);
    push_str(L, s->filter->source->path);
    lua_setglobal(L, "PANDOC_SCRIPT_FILE");
    push_version(L, "3.6");
    lua_setglobal(L, "PANDOC_VERSION");
    push_version(L, "1.23.1");
    lua_setglobal(L, "PANDOC_API_VERSION");
}

/* A List with that one item, or with none if it is empty. */
static void push_list(lua_State *L, struct str item)
{
    lua_createtable(L, 1, 0);
    if (item.len != 0) {
        push_str(L, item);
        lua_rawseti(L, -2, 1);
    }
    set_list_type(L, "List");
}

/* Of pandoc's state what a filter may ask for; the rest of its fields are nil there too. */
void set_document(lua_State *L)
{
    const struct doc *doc = state_of(L)->doc;
    const struct source *source = doc->source;
    push_str(L, doc->target.len != 0 ? doc->target : STR("html"));
    lua_setglobal(L, "FORMAT");
    lua_createtable(L, 0, 8);
    push_list(L, source != NULL ? source->path : STR_NONE);
    lua_setfield(L, -2, "input_files");
    push_list(L, STR("."));
    lua_setfield(L, -2, "resource_path");
    push_list(L, STR_NONE);
    lua_setfield(L, -2, "log");
    push_list(L, STR_NONE);
    lua_setfield(L, -2, "request_headers");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "trace");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "no_check_certificate");
    lua_pushliteral(L, "WARNING");
    lua_setfield(L, -2, "verbosity");
    lua_setglobal(L, "PANDOC_STATE");
}

void open_modules(lua_State *L)
{
    open_elements(L);
    open_attributes(L);
    open_fields(L);
    open_lists(L);
    open_pandoc(L);
    push_quarto(L);
    lua_setglobal(L, "quarto");
    push_gloss(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "gloss");
    lua_setglobal(L, "gloss");
    lua_setfield(L, LUA_REGISTRYINDEX, "gloss.modules");
    open_require(L);
    set_globals(L);
}
