/* The `gloss` module: what pandoc has no notion of. */
#include <string.h>

#include "filter/element.h"
#include "filter/link.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/options.h"
#include "filter/record.h"
#include "filter/words.h"
#include "model/terms.h"

/* ---- gloss.terms ---- */

static void push_entry(lua_State *L, const struct entry *entry)
{
    charge(L, 20);
    lua_createtable(L, 0, 4);
    set_text(L, "id", entry->id);
    set_text(L, "term", entry->term);
    set_text(L, "abbr", entry->abbr);
    set_text(L, "summary", entry->summary);
}

/* gloss.terms:get(id) */
static int terms_get(lua_State *L)
{
    luaL_checkstring(L, 2);
    const struct entry *entry = site_entry(state_of(L)->site, keep_string(L, 2));
    if (entry == NULL)
        lua_pushnil(L);
    else
        push_entry(L, entry);
    return 1;
}

static void push_match(lua_State *L, struct str text, const struct term_match *match)
{
    lua_createtable(L, 0, 4);
    set_text(L, "id", match->entry->id);
    set_text(L, "text", str_slice(text, match->start, match->end));
    lua_pushinteger(L, (lua_Integer)match->start + 1);
    lua_setfield(L, -2, "start");
    lua_pushinteger(L, (lua_Integer)match->end);
    lua_setfield(L, -2, "finish");
}

/*
 * gloss.terms:find(x): all matches in the text of
 * x, from left to right, the longest at each place.
 */
static int find_terms(lua_State *L)
{
    struct state *s = state_of(L);
    luaL_checkany(L, 2);
    struct str text = text_of(L, 2);
    struct term_match match = {0};
    charge(L, 1 + text.len / 4);
    lua_newtable(L);
    for (size_t at = 0; s->site->terms != NULL && terms_find(s->site->terms, text, at, &match);
         at = match.end) {
        charge(L, 1 + match.work / 4);
        push_match(L, text, &match);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
    charge(L, match.work / 4);
    set_list_type(L, "List");
    return 1;
}

/* ---- gloss.link_terms ---- */

static enum first_of take_first(lua_State *L, enum first_of otherwise)
{
    static const char *const names[] = {"section", "page", "all", "none"};
    static const enum first_of values[] = {FIRST_SECTION, FIRST_PAGE, FIRST_ALL, FIRST_NONE};
    if (lua_getfield(L, 2, "first") == LUA_TNIL) {
        lua_pop(L, 1);
        return otherwise;
    }
    int i = take_name(L, -1, names, 4, "first: section, page, all or none");
    lua_pop(L, 1);
    return values[i];
}

static void allow_in(struct link_options *options, struct str where)
{
    options->in_headings = options->in_headings || str_is(where, "headings");
    options->in_code = options->in_code || str_is(where, "code");
    options->in_quotations = options->in_quotations || str_is(where, "quotations");
}

/* The strings of the list in the field `name` of the table at 2; NULL where there is none. */
static struct str *take_strings(lua_State *L, const char *name, size_t *count)
{
    *count = 0;
    if (lua_getfield(L, 2, name) == LUA_TNIL) {
        lua_pop(L, 1);
        return NULL;
    }
    luaL_checktype(L, -1, LUA_TTABLE);
    *count = lua_rawlen(L, -1);
    charge_bytes(L, *count * sizeof(struct str));
    struct str *strings = ARENA_ARRAY(state_of(L)->arena, *count, struct str);
    for (size_t i = 0; i < *count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        strings[i] = keep_string(L, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return strings;
}

/* What the site and the page say, then what the options table at 2 says. */
static struct link_options take_link_options(lua_State *L)
{
    struct state *s = state_of(L);
    const struct config *config = &s->site->config;
    const struct meta *meta = &s->doc->page->meta;
    struct link_options options = {.first = meta->has_first ? meta->first : config->first,
                                   .skip = meta->skip_terms.at,
                                   .skip_count = meta->skip_terms.count};
    for (size_t i = 0; i < config->glossary_in.count; i++)
        allow_in(&options, config->glossary_in.at[i]);
    if (lua_isnoneornil(L, 2))
        return options;
    luaL_checktype(L, 2, LUA_TTABLE);
    options.first = take_first(L, options.first);
    size_t count;
    struct str *in = take_strings(L, "in_", &count);
    for (size_t i = 0; i < count; i++)
        allow_in(&options, in[i]);
    struct str *skip = take_strings(L, "skip", &count);
    if (skip != NULL) {
        options.skip = skip;
        options.skip_count = count;
    }
    if (lua_getfield(L, 2, "self") == LUA_TSTRING)
        options.self = keep_string(L, -1);
    lua_pop(L, 1);
    return options;
}

static int gloss_link_terms(lua_State *L)
{
    lua_settop(L, 2);
    struct link_options options = take_link_options(L);
    luaL_checkany(L, 1);
    push_linked(L, 1, &options);
    return 1;
}

/* ---- messages ---- */

/* The place of the element at 1 and the text at 2; or the text alone at 1. */
static struct span take_message(lua_State *L, struct str *text)
{
    const struct node *node = find_element(L, 1);
    int at = node != NULL || lua_gettop(L) > 1 ? 2 : 1;
    luaL_checkstring(L, at);
    *text = keep_string(L, at);
    return node != NULL && node->span.source != NULL ? node->span : state_of(L)->spot.here;
}

static int gloss_warn(lua_State *L)
{
    struct str text;
    struct span span = take_message(L, &text);
    warn_about(L, DIAG_FILTER_WARNING, span, text);
    return 0;
}

static int gloss_error(lua_State *L)
{
    struct str text;
    struct span span = take_message(L, &text);
    state_of(L)->spot.here = span;
    const struct node *node = find_element(L, 1);
    if (node != NULL && node->parent != NULL) {
        state_of(L)->spot.node = node;
        state_of(L)->spot.list = NULL;
    }
    raise_error(L, DIAG_FILTER_ERROR, "%.*s", STR_ARG(text));
}

/* ---- the module ---- */

/* What differs from page to page is looked up when it is asked for. */
static int index_gloss(lua_State *L)
{
    const struct state *s = state_of(L);
    const char *name = luaL_checkstring(L, 2);
    if (strcmp(name, "page") == 0 && !s->whole && !s->filter->script)
        push_page(L, s->doc->page);
    else if (strcmp(name, "site") == 0)
        push_site(L);
    else
        return 0;
    return 1;
}

void push_gloss(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"declare", gloss_declare}, {"link_terms", gloss_link_terms}, {"template", gloss_template},
        {"warn", gloss_warn},       {"error", gloss_error},           {NULL, NULL}};
    static const luaL_Reg terms[] = {{"find", find_terms}, {"get", terms_get}, {NULL, NULL}};
    luaL_newlib(L, functions);
    luaL_newlib(L, terms);
    lua_setfield(L, -2, "terms");
    push_gloss_text(L);
    lua_setfield(L, -2, "text");
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, "gloss.options");
    lua_setfield(L, -2, "options");
    lua_newtable(L);
    lua_pushcfunction(L, index_gloss);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}
