#include "base/map.h"

#include <string.h>
#include <xxhash.h>

struct map map_new(struct arena *arena)
{
    return (struct map){.arena = arena};
}

/* The slot that holds `key`, or the free slot where it would go. */
static unsigned *find_slot(const struct map *map, struct str key)
{
    size_t mask = map->slot_count - 1;
    size_t i = (size_t)XXH3_64bits(key.at != NULL ? key.at : "", key.len) & mask;
    while (map->slots[i] != 0 && !str_eq(map->at[map->slots[i] - 1].key, key))
        i = (i + 1) & mask;
    return &map->slots[i];
}

static void grow(struct map *map)
{
    size_t room = map->room == 0 ? 8 : map->room * 2;
    map->at = arena_grow(map->arena, map->at, map->room * sizeof *map->at, room * sizeof *map->at);
    map->room = room;
    map->slot_count = room * 2;
    map->slots = arena_array(map->arena, map->slot_count, sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        *find_slot(map, map->at[i].key) = (unsigned)i + 1;
}

void *map_get(const struct map *map, struct str key)
{
    if (map->count == 0)
        return NULL;
    unsigned slot = *find_slot(map, key);
    return slot != 0 ? map->at[slot - 1].value : NULL;
}

static struct map_item *item_of(struct map *map, struct str key, void *fresh)
{
    if (map->count == map->room)
        grow(map);
    unsigned *slot = find_slot(map, key);
    if (*slot == 0) {
        map->at[map->count] = (struct map_item){key, fresh};
        *slot = (unsigned)++map->count;
    }
    return &map->at[*slot - 1];
}

void *map_add(struct map *map, struct str key, void *value)
{
    return item_of(map, key, value)->value;
}

void map_set(struct map *map, struct str key, void *value)
{
    item_of(map, key, value)->value = value;
}

struct str map_closest(const struct map *map, struct str name)
{
    struct str best = STR_NONE;
    size_t least = name.len / 3 + 2;
    for (size_t i = 0; i < map->count; i++) {
        size_t distance = str_distance(name, map->at[i].key);
        if (distance < least && distance < name.len) {
            least = distance;
            best = map->at[i].key;
        }
    }
    return best;
}
