/*
 * Growing arrays in an arena.
 *
 *     struct { … } or: LIST(struct note) notes = {0};
 *     *LIST_ADD(&notes, arena) = note;
 *     for (size_t i = 0; i < notes.count; i++) use(notes.at[i]);
 *
 * A list that has grown leaves its old array behind in the arena, where it is freed with everything
 * else; addresses of items hold only until the next LIST_ADD.
 */
#ifndef GLOSS_BASE_LIST_H
#define GLOSS_BASE_LIST_H

#include <stddef.h>

#include "base/arena.h"

#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, room;                                                                        \
    }

/* The address of a new, zeroed item at the end of `list`. */
#define LIST_ADD(list, arena)                                                                      \
    ((list)->count == (list)->room                                                                 \
         ? (void)((list)->at = list_grow((arena), (list)->at, &(list)->room, sizeof *(list)->at))  \
         : (void)0,                                                                                \
     &(list)->at[(list)->count++])

/*
 * Room for at least one more of `count` == `*room`
 * items of `size` bytes; used by LIST_ADD alone.
 */
void *list_grow(struct arena *arena, void *at, size_t *room, size_t size);

#endif
