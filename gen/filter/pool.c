#include "filter/pool.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { GRAIN = 16, SMALL = 512, CLASSES = SMALL / GRAIN + 1, BLOCK = 64 * 1024 };

/* A freed small piece. */
struct piece {
    struct piece *next;
};

struct block {
    struct block *next;
    alignas(max_align_t) char bytes[BLOCK];
};

/* A large piece; all of them are linked, so that they can be freed together. */
struct large {
    struct large *prev, *next;
    alignas(max_align_t) char bytes[];
};

struct pool {
    struct piece *free[CLASSES];
    struct block *first, *current;
    size_t used; /* of the current block */
    struct large *large;
};

struct pool *pool_new(void)
{
    return calloc(1, sizeof(struct pool));
}

static void free_large(struct pool *pool)
{
    for (struct large *large = pool->large, *next; large != NULL; large = next) {
        next = large->next;
        free(large);
    }
    pool->large = NULL;
}

void pool_reset(struct pool *pool)
{
    free_large(pool);
    memset(pool->free, 0, sizeof(struct piece *) * CLASSES);
    pool->current = pool->first;
    pool->used = 0;
    /* One greedy filter does not make all the later ones keep its memory. */
    if (pool->first == NULL)
        return;
    size_t kept = 0;
    struct block *last = pool->first;
    while (last->next != NULL && kept++ < 32)
        last = last->next;
    for (struct block *block = last->next, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    last->next = NULL;
}

void pool_free(struct pool *pool)
{
    if (pool == NULL)
        return;
    free_large(pool);
    for (struct block *block = pool->first, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    free(pool);
}

/* ---- small pieces ---- */

static struct block *next_block(struct pool *pool)
{
    struct block *next = pool->current != NULL ? pool->current->next : pool->first;
    if (next != NULL)
        return next;
    next = malloc(sizeof *next);
    if (next == NULL)
        return NULL;
    next->next = NULL;
    *(pool->current != NULL ? &pool->current->next : &pool->first) = next;
    return next;
}

static size_t class_of(size_t size)
{
    return (size + GRAIN - 1) / GRAIN;
}

static void *take_small(struct pool *pool, size_t size)
{
    size_t class = class_of(size);
    struct piece *piece = pool->free[class];
    if (piece != NULL) {
        pool->free[class] = piece->next;
        return piece;
    }
    if (pool->current == NULL || BLOCK - pool->used < class * GRAIN) {
        struct block *block = next_block(pool);
        if (block == NULL)
            return NULL;
        pool->current = block;
        pool->used = 0;
    }
    void *at = pool->current->bytes + pool->used;
    pool->used += class * GRAIN;
    return at;
}

static void give_back_small(struct pool *pool, void *at, size_t size)
{
    struct piece *piece = at;
    size_t class = class_of(size);
    piece->next = pool->free[class];
    pool->free[class] = piece;
}

/* ---- large pieces ---- */

static struct large *large_of(void *at)
{
    return (struct large *)((char *)at - offsetof(struct large, bytes));
}

static void link_large(struct pool *pool, struct large *large)
{
    large->prev = NULL;
    large->next = pool->large;
    if (large->next != NULL)
        large->next->prev = large;
    pool->large = large;
}

static void unlink_large(struct pool *pool, struct large *large)
{
    *(large->prev != NULL ? &large->prev->next : &pool->large) = large->next;
    if (large->next != NULL)
        large->next->prev = large->prev;
}

static void *take_large(struct pool *pool, size_t size)
{
    struct large *large = malloc(offsetof(struct large, bytes) + size);
    if (large == NULL)
        return NULL;
    link_large(pool, large);
    return large->bytes;
}

static void *resize_large(struct pool *pool, void *at, size_t size)
{
    struct large *old = large_of(at);
    unlink_large(pool, old);
    struct large *large = realloc(old, offsetof(struct large, bytes) + size);
    if (large == NULL) {
        link_large(pool, old);
        return NULL;
    }
    link_large(pool, large);
    return large->bytes;
}

/* ---- both ---- */

static void give_back(struct pool *pool, void *at, size_t size)
{
    if (at == NULL)
        return;
    if (size <= SMALL) {
        give_back_small(pool, at, size);
        return;
    }
    unlink_large(pool, large_of(at));
    free(large_of(at));
}

void *pool_resize(struct pool *pool, void *at, size_t old_size, size_t size)
{
    if (size == 0) {
        give_back(pool, at, old_size);
        return NULL;
    }
    bool small = at != NULL && old_size <= SMALL;
    if (small && size <= SMALL && class_of(size) == class_of(old_size))
        return at;
    if (at != NULL && !small && size > SMALL)
        return resize_large(pool, at, size);
    void *new = size <= SMALL ? take_small(pool, size) : take_large(pool, size);
    if (new == NULL || at == NULL)
        return new;
    memcpy(new, at, old_size < size ? old_size : size);
    give_back(pool, at, old_size);
    return new;
}
