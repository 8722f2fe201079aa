#include "base/list.h"

#include <stdint.h>

void *list_grow(struct arena *arena, void *at, size_t *room, size_t size)
{
    size_t wanted = *room < 4 ? 8 : *room * 2;
    if (wanted > SIZE_MAX / size)
        wanted = SIZE_MAX / size; /* arena_grow then ends as memory that ends */
    at = arena_grow(arena, at, *room * size, wanted * size);
    *room = wanted;
    return at;
}
