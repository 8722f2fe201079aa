/*
 * Values: metadata and settings of which gloss knows no more than their shape.
 */
#ifndef GLOSS_MODEL_VALUE_H
#define GLOSS_MODEL_VALUE_H

#include "base/arena.h"
#include "model/site.h"

/* The value under `key` of a map, which may be NULL; NULL where there is none. */
struct value *value_get(const struct value *map, struct str key);

/*
 * Put `value` under `key` of a map, replacing what is there.
 * Owns    `arena`; neither the key nor what the value refers to is copied.
 */
void value_set(struct arena *arena, struct value *map, struct str key, struct value value);

/* The numbers of a map's items in the order of their keys' bytes. In `arena`. */
const size_t *value_order(struct arena *arena, const struct value *map);

/* A value that is one piece as text: 5, 0.5, true; inlines and blocks as plain text. In `arena`. */
struct str value_text(struct arena *arena, const struct value *value);

/* A copy in `arena` whose lists and maps are its own; texts and nodes are not copied. */
struct value value_copy(struct arena *arena, const struct value *value);

/*
 * A value as blocks, as an abstract is: inlines and texts are a paragraph. NULL where there are no
 * words. Owns: `arena`; nodes of the value are in what is given.
 */
struct node *value_blocks(struct arena *arena, const struct value *value);

#endif
