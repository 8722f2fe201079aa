/* What the head of a page says. */
#include "read/markup_room.h"

static void add_meta(struct markup_reader *r, struct str name, const struct html_node *from,
                     struct str text)
{
    struct markup_meta *meta = map_get(&r->meta, name);
    struct value value = {.kind = VALUE_INLINES, .span = markup_span(r, from)};
    if (meta == NULL)
        meta = map_add(&r->meta, name, ARENA_NEW(r->arena, struct markup_meta));
    value.nodes = markup_add(r, NODE_INLINES, from, NULL);
    markup_put_words(r, text, from->offset, value.nodes);
    markup_trim(value.nodes);
    *LIST_ADD(&meta->values, r->arena) = value;
}

/* The first title is the page's. */
void markup_put_title(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    (void)to;
    if (map_get(&r->meta, STR("title")) == NULL)
        add_meta(r, STR("title"), from, markup_text(r, from));
}

void markup_put_meta(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    (void)to;
    struct str name = html_attr(from, "name");
    if (name.len != 0 && html_has_attr(from, "content"))
        add_meta(r, name, from, html_attr(from, "content"));
}

void markup_put_root(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct str language = html_attr(from, "lang");
    if (language.len == 0)
        language = html_attr(from, "xml:lang");
    if (language.len != 0)
        add_meta(r, STR("lang"), from, language);
    markup_put_blocks(r, from, to, NODE_PLAIN);
}

struct value *markup_metadata(struct markup_reader *r)
{
    size_t count = r->meta.count;
    struct value *map = ARENA_NEW(r->arena, struct value);
    map->kind = VALUE_MAP;
    map->keys = ARENA_ARRAY(r->arena, count, struct str);
    map->items = ARENA_ARRAY(r->arena, count, struct value);
    map->count = count;
    for (size_t i = 0; i < count; i++) {
        const struct markup_meta *meta = r->meta.at[i].value;
        map->keys[i] = r->meta.at[i].key;
        map->items[i] = meta->values.at[0];
        if (meta->values.count > 1)
            map->items[i] = (struct value){.kind = VALUE_LIST,
                                           .span = meta->values.at[0].span,
                                           .items = meta->values.at,
                                           .count = meta->values.count};
    }
    return map;
}
