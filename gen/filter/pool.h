/*
 * Memory for one Lua state after another on one thread: small pieces from free lists, the rest from
 * the system, and all of it back at once, so that closing a state costs nothing.
 *
 * Opening a state costs more than most filters do. So it is done once, into an image, and each
 * essay is given the image as it was: the same bytes at the same addresses.
 */
#ifndef GLOSS_FILTER_POOL_H
#define GLOSS_FILTER_POOL_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct pool_image;

/* Owns: the caller, until pool_free, for which NULL is welcome. Fails NULL where memory ends. */
struct pool *pool_new(void);
void pool_free(struct pool *pool);

/*
 * A piece of `size` bytes with the bytes of `at`, which had `old_size` (NULL and 0 for a new one);
 * size 0 frees.
 * Fails   NULL when the system has none left; the old piece is as it was.
 */
void *pool_resize(struct pool *pool, void *at, size_t old_size, size_t size);

/*
 * Forget everything that was given, and put what is given from now on into an image.
 * Owns    the caller, until pool_image_free, for which NULL is welcome; the pool must not be used
 *         after it without a new image.
 * Fails   NULL when the system has no memory left.
 */
struct pool_image *pool_image_begin(struct pool *pool);
void pool_image_free(struct pool_image *image);

/* Keep what was given since pool_image_begin. Fails false when the system has no memory left. */
bool pool_image_keep(struct pool *pool, struct pool_image *image);

/*
 * Forget everything that was given but the image's pieces, and give those the bytes that they had
 * when it was kept. Memory for small pieces stays with the pool.
 */
void pool_image_restore(struct pool *pool, struct pool_image *image);

#endif
