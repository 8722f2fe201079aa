#include "filter/front.h"

#include "model/value.h"

/* ---- what may be changed ---- */

bool front_keeps(struct str key)
{
    static const char *const kept[] = {"lang",   "slug",    "status", "publish",  "aliases",
                                       "series", "license", "doi",    "image",    "source",
                                       "toc",    "kind",    "layout", "glossary", "corrections"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (str_is(key, kept[i]))
            return true;
    return false;
}

bool front_is_title(struct str text)
{
    return text.len != 0;
}

bool front_is_date(struct str text)
{
    static const char shape[] = "dddd-dd-dd";
    for (size_t i = 0; i < text.len; i++)
        if (i >= sizeof shape - 1
            || (shape[i] == 'd' ? text.at[i] < '0' || text.at[i] > '9' : text.at[i] != shape[i]))
            return false;
    return text.len == 4 || text.len == 7 || text.len == 10;
}

/* ---- to metadata ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct value value_of_words(struct arena *arena, struct str text, struct span span)
{
    struct value value = {.kind = VALUE_INLINES, .span = span};
    value.nodes = node_new(arena, NODE_INLINES, span);
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        while (i < text.len && is_blank(text.at[i]) == is_blank(text.at[start]))
            i++;
        struct node *node = is_blank(text.at[start])
            ? node_new(arena, NODE_SPACE, span)
            : node_text_new(arena, NODE_STR, str_slice(text, start, i), span);
        node_append(value.nodes, node);
    }
    return value;
}

static void set_text(struct doc *doc, struct str key, struct str text, struct span span)
{
    if (text.len != 0)
        value_set(doc->arena, doc->meta, key, value_of_words(doc->arena, text, span));
}

static struct value new_list(struct arena *arena, size_t count, struct span span)
{
    return (struct value){.kind = VALUE_LIST,
                          .span = span,
                          .items = ARENA_ARRAY(arena, count, struct value),
                          .count = count};
}

static void set_authors(struct doc *doc, const struct meta *meta)
{
    struct value list = new_list(doc->arena, meta->authors.count, meta->span);
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = value_of_words(doc->arena, meta->authors.at[i].name, meta->span);
    if (list.count != 0)
        value_set(doc->arena, doc->meta, STR("author"), list);
}

static void set_tags(struct doc *doc, const struct meta *meta)
{
    struct value list = new_list(doc->arena, meta->tags.count, meta->span);
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = value_of_words(doc->arena, meta->tags.at[i], meta->span);
    if (list.count != 0)
        value_set(doc->arena, doc->meta, STR("tags"), list);
}

static void set_all(struct doc *doc, const struct value *from)
{
    for (size_t i = 0; from != NULL && from->kind == VALUE_MAP && i < from->count; i++)
        value_set(doc->arena, doc->meta, from->keys[i], from->items[i]);
}

/* The pieces of text that metadata and front matter share, and what must be true of one. */
static const struct shared {
    const char *key;
    size_t offset;
    bool (*fits)(struct str text);
} shared[] = {{"title", offsetof(struct meta, title), front_is_title},
              {"subtitle", offsetof(struct meta, subtitle), NULL},
              {"date", offsetof(struct meta, date), front_is_date},
              {"updated", offsetof(struct meta, updated), front_is_date}};

enum { SHARED_COUNT = sizeof shared / sizeof shared[0] };

static struct str *text_at(struct meta *meta, const struct shared *field)
{
    return (struct str *)(void *)((char *)meta + field->offset);
}

void front_take(struct doc *doc)
{
    struct meta meta = doc->page->meta;
    if (doc->meta != NULL)
        return;
    if (meta.span.source == NULL)
        meta.span = span_start(doc->source);
    doc->meta = ARENA_NEW(doc->arena, struct value);
    *doc->meta = (struct value){.kind = VALUE_MAP, .span = meta.span};
    set_all(doc, meta.extra);
    set_all(doc, meta.own);
    for (size_t i = 0; i < SHARED_COUNT; i++)
        set_text(doc, str_from(shared[i].key), *text_at(&meta, &shared[i]),
                 i == 0 && meta.title_span.source != NULL ? meta.title_span : meta.span);
    set_text(doc, STR("lang"), doc->language, meta.span);
    set_authors(doc, &meta);
    set_tags(doc, &meta);
    if (doc->abstract != NULL)
        value_set(doc->arena, doc->meta, STR("abstract"),
                  (struct value){
                      .kind = VALUE_BLOCKS, .span = meta.abstract_span, .nodes = doc->abstract});
}

/* ---- and back ---- */

/* What a page gives from doc->meta, in memory that lives as long as the build. */
struct giving {
    struct doc *doc;
    struct meta meta;
    bool changed;
};

static struct str text_of(struct giving *g, const struct value *value)
{
    return value != NULL ? value_text(g->doc->arena, value) : STR_NONE;
}

static void give_text(struct giving *g, const struct shared *field)
{
    struct str *to = text_at(&g->meta, field);
    struct str text = text_of(g, value_get(g->doc->meta, str_from(field->key)));
    if (str_eq(text, *to) || (field->fits != NULL && !field->fits(text)))
        return; /* a function for words may have made nonsense of a date */
    *to = str_keep(g->doc->keep, text);
    g->changed = true;
}

/* The name of an author that is written as a text, or as a map with a name. */
static struct str name_of(struct giving *g, const struct value *value)
{
    return text_of(g, value->kind == VALUE_MAP ? value_get(value, STR("name")) : value);
}

/* The author of that name as the front matter tells of it; `*bio` is what is said of it. */
static struct author author_of(struct giving *g, struct str name, struct node **bio)
{
    const struct meta *old = &g->doc->page->meta;
    *bio = NULL;
    for (size_t i = 0; i < old->authors.count; i++) {
        if (!str_eq(old->authors.at[i].name, name))
            continue;
        *bio = i < g->doc->bios.count ? g->doc->bios.at[i] : NULL;
        return old->authors.at[i];
    }
    return (struct author){.name = str_keep(g->doc->keep, name), .role = STR("author")};
}

static bool has_authors(struct giving *g, const struct value *list)
{
    bool same = g->meta.authors.count == list->count;
    for (size_t i = 0; same && i < list->count; i++)
        same = str_eq(g->meta.authors.at[i].name, name_of(g, &list->items[i]));
    return same;
}

/* One value stands for a list of one; none for an empty list. */
static struct value as_list(const struct doc *doc, const char *key)
{
    struct value *value = value_get(doc->meta, str_from(key));
    if (value != NULL && value->kind == VALUE_LIST)
        return *value;
    return (struct value){.kind = VALUE_LIST, .items = value, .count = value != NULL};
}

static void give_authors(struct giving *g)
{
    struct doc *doc = g->doc;
    struct value list = as_list(doc, "author");
    if (has_authors(g, &list))
        return;
    struct meta given = {0};
    struct node **bios = ARENA_ARRAY(doc->arena, list.count, struct node *);
    for (size_t i = 0; i < list.count; i++)
        *LIST_ADD(&given.authors, doc->keep) = author_of(g, name_of(g, &list.items[i]), &bios[i]);
    g->meta.authors.at = given.authors.at;
    g->meta.authors.count = given.authors.count;
    g->meta.authors.room = given.authors.room;
    doc->bios.at = bios;
    doc->bios.count = doc->bios.room = list.count;
    g->changed = true;
}

/* `keywords`, as pandoc has them, go before the `tags` that they are in a front matter. */
static void give_tags(struct giving *g)
{
    bool keywords = value_get(g->doc->meta, STR("keywords")) != NULL;
    struct value list = as_list(g->doc, keywords ? "keywords" : "tags");
    bool same = g->meta.tags.count == list.count;
    for (size_t i = 0; same && i < list.count; i++)
        same = str_eq(g->meta.tags.at[i], text_of(g, &list.items[i]));
    if (same)
        return;
    struct meta given = {0};
    for (size_t i = 0; i < list.count; i++)
        *LIST_ADD(&given.tags, g->doc->keep) = str_keep(g->doc->keep, text_of(g, &list.items[i]));
    g->meta.tags.at = given.tags.at;
    g->meta.tags.count = given.tags.count;
    g->meta.tags.room = given.tags.room;
    g->changed = true;
}

void front_give(struct doc *doc)
{
    if (doc->site->alone)
        return;
    struct giving g = {.doc = doc, .meta = doc->page->meta};
    for (size_t i = 0; i < SHARED_COUNT; i++)
        give_text(&g, &shared[i]);
    give_authors(&g);
    give_tags(&g);
    doc->abstract = value_blocks(doc->arena, value_get(doc->meta, STR("abstract")));
    if (!g.changed)
        return;
    doc->page->filtered = ARENA_NEW(doc->keep, struct meta);
    *doc->page->filtered = g.meta;
    doc->front = doc->page->filtered;
}
