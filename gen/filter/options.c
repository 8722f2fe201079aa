/*
 * gloss.declare{ min = 3, tag = "abbr" }: what options a filter takes. The value of each is its
 * default, and what gloss.yaml gives must be of the same type.
 */
#include "filter/options.h"

#include <string.h>

#include "base/map.h"
#include "filter/marshal.h"
#include "filter/sandbox.h"

static int type_of_value(const struct value *value)
{
    switch (value->kind) {
    case VALUE_NULL: return LUA_TNIL;
    case VALUE_BOOL: return LUA_TBOOLEAN;
    case VALUE_INTEGER:
    case VALUE_NUMBER: return LUA_TNUMBER;
    case VALUE_STRING: return LUA_TSTRING;
    case VALUE_LIST:
    case VALUE_MAP:
    case VALUE_INLINES:
    case VALUE_BLOCKS: return LUA_TTABLE;
    }
    return LUA_TNIL;
}

static const char *name_of_type(int type)
{
    switch (type) {
    case LUA_TBOOLEAN: return "true or false";
    case LUA_TNUMBER: return "a number";
    case LUA_TSTRING: return "a text";
    case LUA_TTABLE: return "a list or a map";
    default: return "nothing";
    }
}

static _Noreturn void refuse_option(lua_State *L, struct span span, struct str text,
                                    struct str help)
{
    struct state *s = state_of(L);
    s->spot.here = span;
    s->help = help;
    raise_error(L, DIAG_FILTER_OPTION, "%.*s", STR_ARG(text));
}

/* The names of the options in the table at 2, in a fixed order. */
static struct map known_names(lua_State *L)
{
    struct map names = map_new(state_of(L)->arena);
    int iterator = begin_pairs(L, 2);
    while (next_pair(L, 2, iterator))
        map_add(&names, keep_string(L, -2), state_of(L));
    return names;
}

/* "did you mean", or what there is. */
static struct str suggestion(lua_State *L, struct str name)
{
    struct map names = known_names(L);
    struct str near = map_closest(&names, name);
    if (near.len != 0)
        return str_fmt(state_of(L)->arena, "did you mean \"%.*s\"?", STR_ARG(near));
    struct out out = out_new(state_of(L)->arena);
    for (size_t i = 0; i < names.count; i++) {
        out_c(&out, i == 0 ? "its options are: " : ", ");
        out_raw(&out, names.at[i].key);
    }
    return names.count != 0 ? out_str(&out) : STR("the filter takes no options");
}

/* Put one option of gloss.yaml into the table at 2, which holds the defaults. */
static void set_option(lua_State *L, struct str name, const struct value *value)
{
    struct arena *arena = state_of(L)->arena;
    push_str(L, name);
    int wanted = lua_rawget(L, 2);
    lua_pop(L, 1);
    if (wanted == LUA_TNIL)
        refuse_option(L, value->span, str_fmt(arena, "there is no option \"%.*s\"", STR_ARG(name)),
                      suggestion(L, name));
    if (type_of_value(value) != wanted)
        refuse_option(
            L, value->span,
            str_fmt(arena, "option \"%.*s\" takes %s", STR_ARG(name), name_of_type(wanted)),
            STR_NONE);
    push_str(L, name);
    push_value(L, value);
    lua_rawset(L, 2);
}

/*
 * `scope` is no option but says what the filter runs on. It is learned before any essay is read,
 * from a run that ends here.
 */
static void take_scope(lua_State *L)
{
    static const char *const names[] = {"essay", "site"};
    struct state *s = state_of(L);
    bool whole = lua_getfield(L, 1, "scope") != LUA_TNIL
        && take_name(L, -1, names, 2, "scope: \"essay\" or \"site\"") == 1;
    lua_pop(L, 1);
    if (s->learning) {
        s->whole = whole;
        luaL_error(L, "the scope is known");
    }
    if (whole != s->filter->whole)
        luaL_error(L,
                   "gloss.declare with a scope stands at the head of the file, before anything "
                   "that costs work or asks for a page");
}

/* The table at 2 is gloss.options; defaults first. */
static void set_defaults(lua_State *L)
{
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING, 1, "names of options expected");
        if (strcmp(lua_tostring(L, -2), "scope") == 0) {
            lua_pop(L, 1);
            continue;
        }
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, 2);
    }
}

int gloss_declare(lua_State *L)
{
    struct state *s = state_of(L);
    const struct value *given = s->filter->order->options;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    take_scope(L);
    lua_getfield(L, LUA_REGISTRYINDEX, "gloss.options");
    s->declared = true;
    set_defaults(L);
    for (size_t i = 0; given != NULL && given->kind == VALUE_MAP && i < given->count; i++)
        set_option(L, given->keys[i], &given->items[i]);
    lua_settop(L, 2);
    return 1;
}

int check_declared(lua_State *L)
{
    struct state *s = state_of(L);
    const struct value *given = s->filter->order->options;
    if (!s->declared && given != NULL && given->kind == VALUE_MAP && given->count != 0)
        refuse_option(L, given->items[0].span,
                      str_fmt(s->arena, "there is no option \"%.*s\"", STR_ARG(given->keys[0])),
                      STR("the filter takes no options"));
    return 0;
}
