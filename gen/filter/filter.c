#include "filter/filter.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "filter/front.h"
#include "filter/modules.h"
#include "filter/options.h"
#include "filter/pool.h"
#include "filter/run.h"
#include "filter/state.h"
#include "filter/trace.h"
#include "filter/walk.h"

/* ---- loading ---- */

/* "glossary" is filters/glossary.lua; what has a slash or an ending is a path. */
static struct str path_of_name(struct arena *arena, struct str name)
{
    bool is_path = str_ends(name, STR(".lua")) || str_has(name, STR("/"));
    return is_path ? path_clean(arena, name) : str_fmt(arena, "filters/%.*s.lua", STR_ARG(name));
}

/* The filter that is there and whose name is nearest; empty where none is near. */
static struct str closest_filter(const struct site *site, struct str name)
{
    struct map names = map_new(site->arena);
    for (size_t i = 0; i < site->data_folders.count; i++) {
        struct folder_entries entries = {0};
        struct str folder = path_join(site->arena, site->data_folders.at[i], STR("filters"));
        if (folder_list(site->arena, folder, &entries) != 0)
            continue;
        for (size_t k = 0; k < entries.count; k++)
            if (str_ends(entries.at[k].name, STR(".lua")))
                map_add(&names, path_stem(entries.at[k].name), &names);
    }
    return map_closest(&names, name);
}

static void report_missing(const struct site *site, const struct filter_order *order,
                           struct str path, struct diags *diags)
{
    struct str near = closest_filter(site, order->name);
    struct diag *diag = diag_add(diags, DIAG_NO_SUCH_FILTER, order->span,
                                 "there is no filter \"%.*s\": %.*s is not there",
                                 STR_ARG(order->name), STR_ARG(path));
    if (near.len != 0)
        diag_help(diag, "did you mean \"%.*s\"?", STR_ARG(near));
    else
        diag_help(diag, "write it, or take it out of `filters:` in gloss.yaml");
}

/* Read the filter from the first folder that has it. */
static bool read_filter(const struct site *site, const struct filter_order *order,
                        struct filter *filter, struct diags *diags)
{
    struct str path = path_of_name(site->arena, order->name), text;
    if (!order->given && (str_starts(path, STR("..")) || str_starts(path, STR("/")))) {
        diag_add(diags, DIAG_OUTSIDE_PROJECT, order->span,
                 "the filter's path leads out of the project: %.*s", STR_ARG(path));
        return false;
    }
    for (size_t i = 0; i < site->data_folders.count; i++) {
        struct str full = path_join(site->arena, site->data_folders.at[i], path);
        int error = file_read(site->arena, full, site->config.limits.source_bytes, &text);
        if (error == ENOENT || error == ENOTDIR)
            continue;
        struct source *source = ARENA_NEW(site->arena, struct source);
        bool own = str_eq(site->data_folders.at[i], site->root);
        *source = (struct source){
            .path = own ? str_join(site->arena, site->shown_root, path) : full, .text = text};
        *filter = (struct filter){.order = order, .source = source};
        filter->folder =
            path_folder(path_clean(site->arena, path_join(site->arena, site->root, full)));
        filter->says = str_fmt(site->arena, "filter \"%.*s\": ", STR_ARG(order->name));
        if (error != 0)
            diag_add(diags, DIAG_CANNOT_READ, order->span, "cannot read the filter %.*s: %s",
                     STR_ARG(source->path), strerror(error));
        return error == 0;
    }
    report_missing(site, order, path, diags);
    return false;
}

static int keep_code(lua_State *L, const void *bytes, size_t len, void *data)
{
    (void)L;
    out_raw(data, (struct str){bytes, len});
    return 0;
}

/* "filters/x.lua:3: message" is shown at its line. */
static void report_syntax(const struct filter *filter, const char *message, struct diags *diags)
{
    struct str text = str_from(message), path = filter->source->path;
    size_t line = 0, at = path.len + 1;
    if (str_starts(text, path))
        for (; at < text.len && text.at[at] >= '0' && text.at[at] <= '9'; at++)
            line = line * 10 + (size_t)(text.at[at] - '0');
    if (line != 0)
        text = str_trim(str_slice(text, at + 1, text.len));
    struct str source = filter->source->text;
    size_t start = 0;
    for (size_t i = 1; i < line && start < source.len; i++)
        start = str_find(source, STR("\n"), start) + 1;
    struct span span = span_of(filter->source, start, str_find(source, STR("\n"), start));
    diag_add(diags, DIAG_FILTER_ERROR, span, "%.*s%.*s", STR_ARG(filter->says), STR_ARG(text));
}

struct str program_of(struct str text)
{
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_slice(text, 3, text.len);
    return str_starts(text, STR("#")) ? str_slice(text, str_find(text, STR("\n"), 0), text.len)
                                      : text;
}

/*
 * Compile once; each essay then loads the code that
 * came of it. Nobody else can make us load code.
 */
bool compile_filter(const struct site *site, struct filter *filter, struct diags *diags)
{
    lua_State *L = luaL_newstate();
    if (L == NULL)
        return false;
    struct str text = program_of(filter->source->text);
    const char *name = str_c(site->arena, str_join(site->arena, STR("@"), filter->source->path));
    bool ok = luaL_loadbufferx(L, text.at, text.len, name, "t") == LUA_OK;
    if (ok) {
        struct out out = out_new(site->arena);
        lua_dump(L, keep_code, &out, 0);
        filter->code = out_str(&out);
    } else {
        report_syntax(filter, lua_tostring(L, -1), diags);
    }
    lua_close(L);
    return ok;
}

static bool load_filter(struct filters *filters, const struct filter_order *order,
                        struct diags *diags)
{
    struct filter filter;
    if (!read_filter(filters->site, order, &filter, diags))
        return false;
    size_t bad = utf8_check(filter.source->text);
    if (bad < filter.source->text.len) {
        diag_add(diags, DIAG_NOT_UTF8, span_of(filter.source, bad, bad), "the filter is not UTF-8");
        return false;
    }
    if (!compile_filter(filters->site, &filter, diags))
        return false;
    *LIST_ADD(&filters->items, filters->site->arena) = filter;
    return true;
}

struct filters *filters_load(const struct site *site, struct diags *diags)
{
    static const struct filter_order glossary = {.name = {"glossary", 8}};
    struct filters *filters = ARENA_NEW(site->arena, struct filters);
    filters->site = site;
    bool ok = true;
    if (!site->config.has_filters && site->entries.count != 0)
        ok = load_filter(filters, &glossary, diags);
    for (size_t i = 0; i < site->config.filters.count; i++)
        ok = load_filter(filters, &site->config.filters.at[i], diags) && ok;
    if (ok)
        learn_scopes(filters);
    return ok ? filters : NULL;
}

struct filter_runner *filter_runner_new(const struct filters *filters)
{
    struct arena *arena = arena_new();
    struct filter_runner *runner = ARENA_NEW(arena, struct filter_runner);
    *runner = (struct filter_runner){.filters = filters, .arena = arena, .pool = pool_new()};
    runner->states = ARENA_ARRAY(arena, filters->items.count, struct state *);
    return runner;
}

void filter_runner_free(struct filter_runner *runner)
{
    if (runner == NULL)
        return;
    for (size_t i = 0; i < runner->filters->items.count; i++)
        state_free(runner->states[i]);
    pool_free(runner->pool);
    arena_free(runner->arena);
}

void filter_runner_print(struct filter_runner *runner, FILE *to)
{
    runner->printed = to;
}

void filter_runner_trace(struct filter_runner *runner, struct out *to)
{
    runner->trace = to;
}

/* ---- lost notes ---- */

/* The notes whose mark or passage is in the tree: id -> which of the two. */
struct presence {
    struct map marks, passages;
    bool too_deep; /* some of the tree has not been looked at */
    bool beside;   /* this is in no tree: no reader sees a note there */
};

static void add_passages(struct presence *p, struct str ids)
{
    struct str id;
    while (str_word(&ids, &id))
        map_add(&p->passages, id, p);
}

static void add_present(struct presence *p, const struct node *node)
{
    bool note = node_has_class(node, "note");
    if (node->kind == NODE_SPAN && node_has_class(node, "passage"))
        add_passages(p, node_attr(node, "note"));
    else if (node->kind == NODE_SPAN && note)
        map_add(&p->marks, node_attr(node, "note"), p);
    else if (node->kind == NODE_DIV && note && str_starts(node_id(node), STR("note-")))
        map_add(&p->marks, str_slice(node_id(node), 5, node_id(node).len), p);
}

static void find_below(struct presence *p, const struct node *parent, int depth);

/* What is in no tree, but nests as deep: what is before and after a citation, a short caption. */
static void find_beside(struct presence *p, const struct node *node, int depth)
{
    bool beside = p->beside;
    p->beside = true;
    if (node->kind == NODE_CAPTION && node->brief != NULL)
        find_below(p, node->brief, depth + 1);
    for (size_t i = 0; node->kind == NODE_CITE && i < node->citations.count; i++) {
        const struct citation *citation = &node->citations.at[i];
        if (citation->prefix != NULL)
            find_below(p, citation->prefix, depth + 1);
        if (citation->suffix != NULL)
            find_below(p, citation->suffix, depth + 1);
    }
    p->beside = beside;
}

static void find_below(struct presence *p, const struct node *parent, int depth)
{
    p->too_deep = p->too_deep || depth > NODE_DEPTH;
    for (const struct node *node = parent->first; node != NULL && !p->too_deep; node = node->next) {
        if (node->attr != NULL && !p->beside)
            add_present(p, node);
        if (node->kind == NODE_CITE || node->kind == NODE_CAPTION)
            find_beside(p, node, depth);
        if (node->first != NULL)
            find_below(p, node, depth + 1);
    }
}

static struct presence find_present(const struct doc *doc)
{
    struct presence p = {.marks = map_new(doc->arena), .passages = map_new(doc->arena)};
    find_below(&p, doc->body, 1);
    return p;
}

static bool check_note(const struct filter *filter, const struct note *note,
                       const struct presence *before, const struct presence *after,
                       struct diags *diags)
{
    bool mark =
        map_get(&before->marks, note->id) != NULL && map_get(&after->marks, note->id) == NULL;
    bool passage =
        map_get(&before->passages, note->id) != NULL && map_get(&after->passages, note->id) == NULL;
    if (!mark && !passage)
        return true;
    struct diag *diag = diag_add(diags, DIAG_NOTE_LOST_IN_FILTER, note->span,
                                 "filter \"%.*s\" took %s of note \"%.*s\" out of the essay",
                                 STR_ARG(filter->order->name), mark ? "the text" : "the passage",
                                 STR_ARG(note->id));
    diag_note(diag, "filter", span_start(filter->source), "%.*s", STR_ARG(filter->source->path));
    diag_help(diag,
              "keep Spans of class `note` and `passage` when their surroundings are replaced");
    return false;
}

static bool check_notes(const struct filter *filter, const struct doc *doc,
                        const struct presence *before, const struct presence *after,
                        struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < doc->notes.count; i++)
        ok = check_note(filter, &doc->notes.at[i], before, after, diags) && ok;
    return ok;
}

static bool check_depth(const struct filter *filter, const struct doc *doc,
                        const struct presence *after, struct diags *diags)
{
    if (after->too_deep)
        diag_add(diags, DIAG_FILTER_BUDGET, span_start(doc->source),
                 "filter \"%.*s\" nested elements more than %d deep", STR_ARG(filter->order->name),
                 NODE_DEPTH);
    return !after->too_deep;
}

bool check_tree(const struct filter *filter, const struct doc *doc, struct diags *diags)
{
    struct presence present = find_present(doc);
    return check_depth(filter, doc, &present, diags);
}

/* ---- running ---- */

void run_code(lua_State *L)
{
    set_document(L);
    lua_call(L, 0, 1);
    check_declared(L);
    if (lua_isnil(L, -1)) {
        lua_pushglobaltable(L);
        lua_replace(L, -2);
    }
    luaL_checktype(L, -1, LUA_TTABLE);
}

static int run_on_essay(lua_State *L)
{
    run_code(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    if (count == 0)
        walk_document(L, lua_gettop(L));
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        luaL_checktype(L, -1, LUA_TTABLE);
        walk_document(L, lua_gettop(L));
        lua_pop(L, 1);
    }
    return 0;
}

struct state *begin_filter(struct filter_runner *runner, size_t i, struct doc *doc,
                           struct diags *diags)
{
    const struct filter *filter = &runner->filters->items.at[i];
    struct state **state = &runner->states[i];
    if (*state == NULL && runner->pool != NULL)
        *state = state_new(runner->arena, runner->pool, runner->filters->site, filter);
    if (*state != NULL) {
        state_begin(*state, doc, diags);
        (*state)->printed = runner->printed;
    } else {
        diag_add(diags, DIAG_FILTER_BUDGET, span_start(doc->source),
                 "%.*s`limits: filter_bytes` is too small for any filter", STR_ARG(filter->says));
    }
    return *state;
}

static bool run_filter(struct filter_runner *runner, size_t i, struct doc *doc, struct diags *diags)
{
    struct state *state = begin_filter(runner, i, doc, diags);
    if (state == NULL)
        return false;
    lua_pushcfunction(state->L, run_on_essay);
    lua_insert(state->L, -2);
    return state_call(state, 1, 0);
}

bool filter_doc(struct filter_runner *runner, struct doc *doc, struct diags *diags)
{
    const struct filters *filters = runner->filters;
    if (filters->items.count == 0)
        return true;
    struct presence before = find_present(doc);
    front_take(doc);
    for (size_t i = 0; i < filters->items.count; i++) {
        const struct filter *filter = &filters->items.at[i];
        if (filter->whole)
            continue;
        struct trace trace = trace_begin(runner, doc);
        bool ok = run_filter(runner, i, doc, diags);
        trace_end(&trace, runner, i, doc, ok);
        if (!ok)
            return false;
        struct presence after = find_present(doc);
        if (!check_depth(filter, doc, &after, diags)
            || !check_notes(filter, doc, &before, &after, diags))
            return false;
        before = after;
    }
    front_give(doc);
    return true;
}
