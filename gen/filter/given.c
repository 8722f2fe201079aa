/* Metadata that a filter has given: what of them the page takes. */
#include "filter/front.h"
#include "filter/marshal.h"
#include "model/value.h"

struct given {
    lua_State *L;
    struct doc *doc;
    struct value *meta;
    struct span place; /* of the function that gave them */
};

static void keep_old(struct given *g, struct str key, const char *why)
{
    const struct value *old = value_get(g->doc->meta, key);
    warn_about(g->L, DIAG_FILTER_WARNING, g->place,
               str_fmt(g->doc->arena, "`%.*s` stays as it was: %s", STR_ARG(key), why));
    value_set(g->doc->arena, g->meta, key,
              old != NULL ? *old : (struct value){.kind = VALUE_STRING});
}

static struct str text_of(const struct given *g, const struct value *map, struct str key)
{
    const struct value *value = value_get(map, key);
    return value != NULL ? value_text(g->doc->arena, value) : STR_NONE;
}

static bool is_changed(const struct given *g, struct str key)
{
    return !str_eq(text_of(g, g->meta, key), text_of(g, g->doc->meta, key));
}

static void check_text(struct given *g, struct str key, bool (*fits)(struct str), const char *why)
{
    if (is_changed(g, key) && !fits(text_of(g, g->meta, key)))
        keep_old(g, key, why);
}

/* Of a page, what others know it by has been used already. */
static void check_page(struct given *g)
{
    for (size_t i = 0; i < g->meta->count; i++) {
        struct str key = g->meta->keys[i];
        bool is_new = value_get(g->doc->meta, key) == NULL;
        if (front_keeps(key) && (is_new || is_changed(g, key)))
            keep_old(g, key, "addresses, links and words depend on it already");
    }
    const char *date = "a date is written as 2024-05-02, or is a month or a year";
    check_text(g, STR("title"), front_is_title, "a page has a title");
    check_text(g, STR("date"), front_is_date, date);
    check_text(g, STR("updated"), front_is_date, date);
}

/* What a filter makes stands where the document begins. */
static void set_spans(struct value *value, struct span span)
{
    value->span = span;
    for (struct node *node = value->nodes; node != NULL; node = node_next(value->nodes, node))
        if (node->span.source == NULL)
            node->span = span;
    for (size_t i = 0; i < value->count; i++)
        set_spans(&value->items[i], span);
}

static struct span place_of_function(lua_State *L, int function)
{
    lua_Debug at;
    lua_pushvalue(L, function);
    lua_getinfo(L, ">S", &at);
    return span_of_line(state_of(L)->filter->source, at.linedefined);
}

void give_metadata(lua_State *L, struct doc *doc, int index, int function)
{
    struct given g = {.L = L, .doc = doc, .meta = take_metadata(L, index)};
    g.place = place_of_function(L, function);
    if (doc == state_of(L)->doc && !doc->site->alone)
        check_page(&g);
    set_spans(g.meta, span_start(doc->source));
    doc->meta = g.meta;
}
