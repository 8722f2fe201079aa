/* A script of Lua's with everything that filters are given: `gloss lua`. */
#include "filter/filter.h"
#include "filter/modules.h"
#include "filter/pool.h"
#include "filter/run.h"

/* The arguments as lua(1) hands them on: `arg`, with the script at 0, and `...`. */
static int push_arguments(lua_State *L, const struct filter_script *script)
{
    int most = script->count < 200 ? (int)script->count : 200;
    lua_createtable(L, most, 1);
    push_str(L, script->source->path);
    lua_rawseti(L, -2, 0);
    for (size_t i = 0; i < script->count; i++) {
        lua_pushstring(L, script->arguments[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setglobal(L, "arg");
    for (int i = 0; i < most; i++)
        lua_pushstring(L, script->arguments[i]);
    return most;
}

/* At 1: the script; at 2: its code. */
static int call_script(lua_State *L)
{
    const struct filter_script *script = lua_touserdata(L, 1);
    set_document(L);
    luaL_checkstack(L, 210, NULL);
    lua_call(L, push_arguments(L, script), 0);
    return 0;
}

static bool run_script(struct filter_runner *runner, const struct filter_script *script,
                       struct diags *diags)
{
    struct doc *doc =
        empty_doc(runner->arena, runner->filters->site, &runner->filters->items.at[0]);
    struct state *s = begin_filter(runner, 0, doc, diags);
    if (s == NULL)
        return false;
    lua_pushcfunction(s->L, call_script);
    lua_insert(s->L, -2);
    lua_pushlightuserdata(s->L, (void *)(uintptr_t)script);
    lua_insert(s->L, -2);
    return state_call(s, 2, 0);
}

bool filter_script(const struct site *site, const struct filter_script *script, struct diags *diags)
{
    struct filter_order order = {.name = script->source->path, .given = true};
    struct filters filters = {.site = site};
    struct filter *filter = LIST_ADD(&filters.items, site->arena);
    *filter = (struct filter){
        .order = &order, .source = script->source, .script = true, .folder = script->folder};
    if (!compile_filter(site, filter, diags))
        return false;
    struct filter_runner *runner = filter_runner_new(&filters);
    filter_runner_print(runner, script->to);
    bool ok = run_script(runner, script, diags);
    filter_runner_free(runner);
    return ok;
}
