#include "model/value.h"

#include <inttypes.h>

struct value *value_get(const struct value *map, struct str key)
{
    for (size_t i = 0; map != NULL && i < map->count; i++)
        if (str_eq(map->keys[i], key))
            return &map->items[i];
    return NULL;
}

void value_set(struct arena *arena, struct value *map, struct str key, struct value value)
{
    struct value *old = value_get(map, key);
    if (old != NULL) {
        *old = value;
        return;
    }
    size_t count = map->count;
    map->keys =
        arena_grow(arena, map->keys, count * sizeof *map->keys, (count + 1) * sizeof *map->keys);
    map->items =
        arena_grow(arena, map->items, count * sizeof *map->items, (count + 1) * sizeof *map->items);
    map->keys[count] = key;
    map->items[count] = value;
    map->count++;
}

/* Merge the two sorted halves of `order`, through `scratch`. */
static void sort_keys(const struct str *keys, size_t *order, size_t *scratch, size_t count)
{
    if (count < 2)
        return;
    size_t half = count / 2, a = 0, b = half;
    sort_keys(keys, order, scratch, half);
    sort_keys(keys, order + half, scratch, count - half);
    for (size_t i = 0; i < count; i++) {
        bool first = b == count || (a < half && str_cmp(keys[order[a]], keys[order[b]]) <= 0);
        scratch[i] = order[first ? a++ : b++];
    }
    for (size_t i = 0; i < count; i++)
        order[i] = scratch[i];
}

const size_t *value_order(struct arena *arena, const struct value *map)
{
    size_t *order = ARENA_ARRAY(arena, map->count, size_t);
    for (size_t i = 0; i < map->count; i++)
        order[i] = i;
    sort_keys(map->keys, order, ARENA_ARRAY(arena, map->count, size_t), map->count);
    return order;
}

static struct str number_text(struct arena *arena, double number)
{
    struct out out = out_new(arena);
    out_number(&out, number);
    return out_str(&out);
}

struct str value_text(struct arena *arena, const struct value *value)
{
    switch (value->kind) {
    case VALUE_BOOL: return value->boolean ? STR("true") : STR("false");
    case VALUE_INTEGER: return str_fmt(arena, "%" PRId64, value->integer);
    case VALUE_NUMBER: return number_text(arena, value->number);
    case VALUE_STRING: return value->string;
    case VALUE_INLINES:
    case VALUE_BLOCKS: return node_plain_str(arena, value->nodes);
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_MAP: break;
    }
    return STR_NONE;
}

struct value value_copy(struct arena *arena, const struct value *value)
{
    struct value copy = *value;
    if (value->keys != NULL)
        copy.keys = ARENA_ARRAY(arena, value->count, struct str);
    copy.items = ARENA_ARRAY(arena, value->count, struct value);
    for (size_t i = 0; i < value->count; i++) {
        if (value->keys != NULL)
            copy.keys[i] = value->keys[i];
        copy.items[i] = value_copy(arena, &value->items[i]);
    }
    return copy;
}

static struct node *one_paragraph(struct arena *arena, struct node *inlines)
{
    struct node *holder = node_new(arena, NODE_BLOCKS, inlines->span);
    inlines->kind = NODE_PARA;
    node_append(holder, inlines);
    return holder;
}

struct node *value_blocks(struct arena *arena, const struct value *value)
{
    if (value == NULL || value->kind == VALUE_BLOCKS)
        return value != NULL ? value->nodes : NULL;
    if (value->kind == VALUE_INLINES)
        return one_paragraph(arena, node_copy(arena, value->nodes, false));
    struct str text = value_text(arena, value);
    if (text.len == 0)
        return NULL;
    struct node *inlines = node_new(arena, NODE_INLINES, value->span);
    node_append(inlines, node_text_new(arena, NODE_STR, text, value->span));
    return one_paragraph(arena, inlines);
}
