/*
 * Memory for one Lua state after another on one thread: small pieces from free lists, the rest from
 * the system, and all of it back at once, so that closing a state costs nothing.
 */
#ifndef GLOSS_FILTER_POOL_H
#define GLOSS_FILTER_POOL_H

#include <stddef.h>

struct pool;

/* Owns: the caller, until pool_free, for which NULL is welcome. */
struct pool *pool_new(void);
void pool_free(struct pool *pool);

/* Forget everything that was given; memory for small pieces is kept for the next state. */
void pool_reset(struct pool *pool);

/*
 * A piece of `size` bytes with the bytes of `at`, which had `old_size` (NULL and 0 for a new one);
 * size 0 frees.
 * Fails   NULL when the system has none left; the old piece is as it was.
 */
void *pool_resize(struct pool *pool, void *at, size_t old_size, size_t size);

#endif
