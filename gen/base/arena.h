/*
 * Arenas: memory that is taken piece by piece and given back all at once.
 *
 * There are two lifetimes in gloss, one arena a document and one a build, so that inner rooms never
 * free anything. An arena belongs to one thread at a time.
 */
#ifndef GLOSS_BASE_ARENA_H
#define GLOSS_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A place in an arena to which it can be rewound. */
struct arena_mark {
    struct arena_block *block;
    size_t used;
};

/*
 * A new arena that asks the system for memory when it needs some.
 * Owns    the caller, until arena_free.
 * Fails   when memory ends, the handler of arena_on_exhausted is called; it must not return.
 */
struct arena *arena_new(void);

/* Give everything back. NULL is welcome. */
void arena_free(struct arena *arena);

/* Forget everything but keep a block, so that the next document costs few system calls. */
void arena_reset(struct arena *arena);

/*
 * Zeroed memory, aligned for any type. A size of 0 gives a valid address.
 * Owns    the arena.
 */
void *arena_alloc(struct arena *arena, size_t size);

/* An array of zeroed items; an overflowing product ends like memory that ends. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/*
 * The bytes at `from` in a place of `size` bytes, in place if `from` was the arena's last piece;
 * `from` may be NULL. What is new is zeroed by arena_grow, and left as it is by arena_extend.
 */
void *arena_extend(struct arena *arena, void *from, size_t old_size, size_t size);
void *arena_grow(struct arena *arena, void *from, size_t old_size, size_t size);

/* Scratch space: remember a place, and give back all that was taken after it. */
struct arena_mark arena_mark(struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* The bytes handed out since arena_new or the last arena_reset, for limits and `--timings`. */
size_t arena_used(const struct arena *arena);

/* Set, once and before any thread, what happens when the system has no memory left. */
void arena_on_exhausted(void (*handler)(size_t wanted));

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
