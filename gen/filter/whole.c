/*
 * Filters with scope = "site": their function Site is called once, when all essays have been read,
 * and may make pages.
 */
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "filter/maker.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/pool.h"
#include "filter/run.h"
#include "filter/trace.h"

enum { UNITS_TO_LEARN = 1000000 };

/* ---- the scope ---- */

static int run_head(lua_State *L)
{
    run_code(L);
    return 0;
}

/*
 * Run the file as far as gloss.declare. A file that fails before that, or does much work, is a
 * filter of essays, which will tell of it on each.
 */
static bool learn_scope(struct filter_runner *runner, size_t i, struct doc *doc,
                        struct diags *unsaid)
{
    struct state *s = begin_filter(runner, i, doc, unsaid);
    if (s == NULL)
        return false;
    s->learning = true;
    if (s->unit_limit > UNITS_TO_LEARN)
        s->unit_limit = UNITS_TO_LEARN;
    lua_pushcfunction(s->L, run_head);
    lua_insert(s->L, -2);
    state_call(s, 1, 0);
    return s->whole;
}

struct doc *empty_doc(struct arena *arena, const struct site *site, const struct filter *filter)
{
    struct doc *doc = ARENA_NEW(arena, struct doc);
    doc->arena = arena;
    doc->site = site;
    doc->page = ARENA_NEW(site->arena, struct page);
    doc->page->kind = PAGE_PAGE;
    doc->source = filter->source;
    doc->language = site->config.language;
    doc->body = node_new(arena, NODE_BLOCKS, span_start(filter->source));
    return doc;
}

void learn_scopes(struct filters *filters)
{
    struct filter_runner *runner = filter_runner_new(filters);
    struct diags *unsaid = diags_new();
    for (size_t i = 0; i < filters->items.count; i++) {
        struct filter *filter = &filters->items.at[i];
        struct doc *doc = empty_doc(runner->arena, filters->site, filter);
        filter->whole = learn_scope(runner, i, doc, unsaid);
    }
    diags_free(unsaid);
    filter_runner_free(runner);
}

bool filters_make_pages(const struct filters *filters)
{
    for (size_t i = 0; i < filters->items.count; i++)
        if (filters->items.at[i].whole)
            return true;
    return false;
}

/* ---- a page that Site returns: the table at `index` ---- */

/* A text that lives as long as the site; empty where the field is not there. */
static struct str take_text(lua_State *L, int index, const char *field)
{
    struct str text = STR_NONE;
    int type = lua_getfield(L, index, field);
    if (type == LUA_TSTRING)
        text = str_keep(state_of(L)->site->arena, keep_string(L, -1));
    else if (type != LUA_TNIL)
        luaL_error(L, "`%s` of a page is a text", field);
    lua_pop(L, 1);
    return text;
}

static struct str need_text(lua_State *L, int index, const char *field)
{
    struct str text = take_text(L, index, field);
    if (text.len == 0)
        luaL_error(L, "a page needs a `%s`", field);
    return text;
}

static void check_fields(lua_State *L, int index)
{
    static const char *const names[] = {"slug",     "title",  "subtitle", "toc",
                                        "language", "blocks", NULL};
    struct map known = map_new(state_of(L)->arena);
    for (size_t i = 0; names[i] != NULL; i++)
        map_add(&known, str_from(names[i]), &known);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        struct str name = lua_type(L, -1) == LUA_TSTRING ? str_from(lua_tostring(L, -1)) : STR("1");
        struct str near = map_closest(&known, name);
        if (map_get(&known, name) != NULL)
            continue;
        if (near.len != 0)
            raise_error(L, DIAG_FILTER_ERROR, "a page has no field `%.*s`: did you mean `%.*s`?",
                        STR_ARG(name), STR_ARG(near));
        raise_error(L, DIAG_FILTER_ERROR,
                    "a page has no field `%.*s`, but slug, title, subtitle, toc, "
                    "language and blocks",
                    STR_ARG(name));
    }
}

/* A slug is a path of one or more names: "timeline", "tags/law". */
static struct str take_slug(lua_State *L, int index)
{
    struct str slug = need_text(L, index, "slug"), rest = slug, name;
    while (str_split(&rest, '/', &name)) {
        bool bad = name.len == 0 || str_starts(name, STR(".")) || str_has(name, STR("\\"));
        for (size_t i = 0; i < name.len; i++)
            bad = bad || (unsigned char)name.at[i] < 0x20;
        if (bad)
            raise_error(L, DIAG_FILTER_ERROR,
                        "\"%.*s\" is no slug: it is a name, or names with `/` between them",
                        STR_ARG(slug));
    }
    return slug;
}

static void take_blocks_of(lua_State *L, int index, struct doc *doc)
{
    struct state *s = state_of(L);
    if (lua_getfield(L, index, "blocks") == LUA_TNIL)
        luaL_error(L, "a page needs `blocks`");
    bool copying = s->copying;
    s->copying = true; /* two pages may be made of one element */
    take_blocks(L, -1, doc->body);
    s->copying = copying;
    lua_pop(L, 1);
    for (struct node *node = doc->body->first; node != NULL; node = node_next(doc->body, node))
        if (node->span.source == NULL)
            place_made(L, node, s->spot.here);
}

static struct doc *take_page(lua_State *L, int index)
{
    struct state *s = state_of(L);
    if (!lua_istable(L, index))
        raise_expected(L, "page: a table with slug, title and blocks", index);
    check_fields(L, index);
    struct doc *doc = empty_doc(s->arena, s->site, s->filter);
    struct page *page = doc->page;
    page->path = take_slug(L, index);
    page->slug = path_name(page->path);
    page->meta.title = need_text(L, index, "title");
    page->meta.title_span = s->spot.here;
    page->meta.subtitle = take_text(L, index, "subtitle");
    page->meta.language = take_text(L, index, "language");
    if (page->meta.language.len == 0)
        page->meta.language = s->site->config.language;
    doc->language = page->meta.language;
    lua_getfield(L, index, "toc");
    page->meta.toc = lua_toboolean(L, -1);
    lua_pop(L, 1);
    take_blocks_of(L, index, doc);
    return doc;
}

/* ---- calling Site ---- */

/* The function Site of the table at 2, or of the first in a list of them that has it. */
static void push_site_function(lua_State *L)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
    lua_getfield(L, 2, "Site");
    for (lua_Integer i = 1; i <= count && !lua_isfunction(L, -1); i++) {
        lua_settop(L, 2);
        lua_rawgeti(L, 2, i);
        luaL_checktype(L, -1, LUA_TTABLE);
        lua_getfield(L, -1, "Site");
    }
    if (!lua_isfunction(L, -1))
        luaL_error(L, "scope = \"site\", but there is no function Site");
}

static void look_at_function(lua_State *L)
{
    struct state *s = state_of(L);
    lua_Debug at;
    lua_pushvalue(L, -1);
    if (lua_getinfo(L, ">S", &at) != 0 && at.linedefined > 0)
        s->spot.here = span_of_line(s->filter->source, at.linedefined);
}

static void add_made(lua_State *L, struct made_docs *made, int index)
{
    struct doc *doc = take_page(L, index);
    *LIST_ADD(&made->list, state_of(L)->arena) = doc;
}

/* The result at 3: a list of pages, or one, which has no items. */
static void take_pages(lua_State *L, struct made_docs *made)
{
    if (lua_istable(L, 3) && is_list_type(L, 3, "List") && lua_rawlen(L, 3) == 0)
        return;
    lua_Integer count = lua_istable(L, 3) ? (lua_Integer)lua_rawlen(L, 3) : 0;
    if (count == 0)
        add_made(L, made, 3);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 3, i);
        add_made(L, made, 4);
        lua_settop(L, 3);
    }
}

/* At 1: where the pages go; at 2: the code. Site returns nothing, one page, or a list of pages. */
static int run_on_site(lua_State *L)
{
    struct made_docs *made = lua_touserdata(L, 1);
    run_code(L);
    push_site_function(L);
    look_at_function(L);
    push_site(L);
    lua_call(L, 1, 1);
    lua_settop(L, 3);
    if (!lua_isnil(L, 3))
        take_pages(L, made);
    return 0;
}

static bool run_whole(struct filter_runner *runner, size_t i, struct arena *arena,
                      struct made_docs *made, struct diags *diags)
{
    const struct filter *filter = &runner->filters->items.at[i];
    struct doc *doc = empty_doc(arena, runner->filters->site, filter);
    struct state *s = begin_filter(runner, i, doc, diags);
    if (s == NULL)
        return false;
    size_t first = made->list.count;
    struct trace trace = trace_begin(runner, doc);
    s->whole = true;
    lua_pushcfunction(s->L, run_on_site);
    lua_insert(s->L, -2);
    lua_pushlightuserdata(s->L, made);
    lua_insert(s->L, -2);
    bool ok = state_call(s, 2, 0);
    for (size_t k = first; ok && k < made->list.count; k++)
        ok = check_tree(filter, made->list.at[k], diags);
    trace_site(&trace, runner, i, made, first, ok);
    return ok;
}

bool filter_site(struct filter_runner *runner, struct arena *arena, struct made_docs *made,
                 struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < runner->filters->items.count; i++)
        if (runner->filters->items.at[i].whole)
            ok = run_whole(runner, i, arena, made, diags) && ok;
    return ok;
}
