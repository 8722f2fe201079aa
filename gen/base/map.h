/*
 * A map from strings to pointers, in an arena. It keeps the order in which keys were added, so that
 * walking it never depends on the hash.
 */
#ifndef GLOSS_BASE_MAP_H
#define GLOSS_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct map_item {
    struct str key;
    void *value;
};

struct map {
    struct arena *arena;
    struct map_item *at; /* in the order of adding */
    size_t count, room;
    unsigned *slots; /* item number + 1, 0 for none; a power of two of them */
    size_t slot_count;
};

/* An empty map whose memory comes from `arena`. */
struct map map_new(struct arena *arena);

/* The value under `key`, NULL where there is none. */
void *map_get(const struct map *map, struct str key);

/*
 * Put `value` under `key` unless something is there already; gives what is then there.
 * Owns    the key's bytes stay the caller's and must outlive the map.
 */
void *map_add(struct map *map, struct str key, void *value);

/* Put `value` under `key`, replacing what is there. */
void map_set(struct map *map, struct str key, void *value);

/*
 * The key closest to `name` by edit distance, for "did you mean".
 * Fails   the empty string when none is near: a third of the letters and one more may differ, but
 *         not all of them.
 */
struct str map_closest(const struct map *map, struct str name);

#endif
