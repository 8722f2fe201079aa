#include "filter/pool.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { GRAIN = 16, SMALL = 512, CLASSES = SMALL / GRAIN + 1, BLOCK = 64 * 1024, MOST_KEPT = 32 };

/* A freed small piece. */
struct piece {
    struct piece *next;
};

/* What pieces are cut from. */
struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

/* A large piece; all of them are linked, so that they can be freed together. */
struct large {
    struct large *prev, *next;
    alignas(max_align_t) char bytes[];
};

struct pool_image {
    struct block *blocks;        /* in which the pieces are, the newest first */
    char *kept;                  /* their bytes, block after block; NULL while it is made */
    struct piece *free[CLASSES]; /* those of its pieces that were freed */
};

struct pool {
    struct piece *free[CLASSES];
    struct block *first, *current; /* the current one is cut next, those behind it are empty */
    struct large *large;
    struct pool_image *image; /* pieces that are not in a block of ours may be in one of its */
    bool making;              /* all pieces go into the image */
};

struct pool *pool_new(void)
{
    return calloc(1, sizeof(struct pool));
}

static void free_blocks(struct block *blocks)
{
    for (struct block *block = blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
}

static void free_large(struct pool *pool)
{
    for (struct large *large = pool->large, *next; large != NULL; large = next) {
        next = large->next;
        free(large);
    }
    pool->large = NULL;
}

void pool_free(struct pool *pool)
{
    if (pool == NULL)
        return;
    free_large(pool);
    free_blocks(pool->first);
    free(pool);
}

/* One greedy filter does not make all the later ones keep its memory. */
static void forget_blocks(struct pool *pool)
{
    pool->current = NULL;
    if (pool->first == NULL)
        return;
    size_t kept = 0;
    struct block *last = pool->first;
    while (last->next != NULL && kept++ < MOST_KEPT)
        last = last->next;
    free_blocks(last->next);
    last->next = NULL;
}

/* ---- small pieces ---- */

static struct block *new_block(size_t size)
{
    struct block *block = malloc(offsetof(struct block, bytes) + size);
    if (block != NULL)
        *block = (struct block){.size = size};
    return block;
}

static size_t room_of(const struct block *block)
{
    return block != NULL ? block->size - block->used : 0;
}

static void *cut(struct block *block, size_t size)
{
    void *at = block->bytes + block->used;
    block->used += size;
    return at;
}

static size_t class_of(size_t size)
{
    return (size + GRAIN - 1) / GRAIN;
}

/* Move on to an empty block. */
static bool next_block(struct pool *pool)
{
    struct block **next = pool->current != NULL ? &pool->current->next : &pool->first;
    if (*next == NULL)
        *next = new_block(BLOCK);
    if (*next == NULL)
        return false;
    pool->current = *next;
    pool->current->used = 0;
    return true;
}

static void *take_small(struct pool *pool, size_t class)
{
    struct piece *piece = pool->free[class];
    if (piece != NULL) {
        pool->free[class] = piece->next;
        return piece;
    }
    if (room_of(pool->current) < class * GRAIN && !next_block(pool))
        return NULL;
    return cut(pool->current, class * GRAIN);
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

/* ---- pieces of the image ---- */

/* Large or small, cut from its newest block, or from one of its own. */
static void *take_in_image(struct pool_image *image, size_t size)
{
    size_t padded = class_of(size) * GRAIN;
    if (room_of(image->blocks) < padded) {
        struct block *block = new_block(padded > BLOCK ? padded : BLOCK);
        if (block == NULL)
            return NULL;
        block->next = image->blocks;
        image->blocks = block;
    }
    return cut(image->blocks, padded);
}

static bool is_in_image(const struct pool *pool, const void *at)
{
    const struct block *block = pool->image != NULL ? pool->image->blocks : NULL;
    for (; block != NULL; block = block->next)
        if ((const char *)at >= block->bytes && (const char *)at < block->bytes + block->used)
            return true;
    return false;
}

/* ---- all of them ---- */

static void *take(struct pool *pool, size_t size)
{
    if (size > SMALL)
        return pool->making ? take_in_image(pool->image, size) : take_large(pool, size);
    size_t class = class_of(size);
    if (pool->making && pool->free[class] == NULL)
        return take_in_image(pool->image, size);
    return take_small(pool, class);
}

static void give_back(struct pool *pool, void *at, size_t size)
{
    if (at == NULL)
        return;
    if (size <= SMALL) {
        give_back_small(pool, at, size);
    } else if (!is_in_image(pool, at)) { /* else it stays where it is until the image comes back */
        unlink_large(pool, large_of(at));
        free(large_of(at));
    }
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
    if (at != NULL && !small && size > SMALL && !is_in_image(pool, at))
        return resize_large(pool, at, size);
    void *new = take(pool, size);
    if (new == NULL || at == NULL)
        return new;
    memcpy(new, at, old_size < size ? old_size : size);
    give_back(pool, at, old_size);
    return new;
}

/* ---- images ---- */

static void forget(struct pool *pool, struct pool_image *image)
{
    free_large(pool);
    forget_blocks(pool);
    memcpy(pool->free, image->free, sizeof pool->free);
    pool->image = image;
    pool->making = image->kept == NULL;
}

struct pool_image *pool_image_begin(struct pool *pool)
{
    struct pool_image *image = calloc(1, sizeof *image);
    if (image != NULL)
        forget(pool, image);
    return image;
}

void pool_image_free(struct pool_image *image)
{
    if (image == NULL)
        return;
    free_blocks(image->blocks);
    free(image->kept);
    free(image);
}

bool pool_image_keep(struct pool *pool, struct pool_image *image)
{
    size_t size = 1; /* malloc may give NULL for nothing, too */
    for (const struct block *block = image->blocks; block != NULL; block = block->next)
        size += block->used;
    char *to = image->kept = malloc(size);
    if (to == NULL)
        return false;
    for (const struct block *block = image->blocks; block != NULL; block = block->next) {
        memcpy(to, block->bytes, block->used);
        to += block->used;
    }
    memcpy(image->free, pool->free, sizeof image->free);
    pool->making = false;
    return true;
}

void pool_image_restore(struct pool *pool, struct pool_image *image)
{
    const char *from = image->kept;
    for (struct block *block = image->blocks; block != NULL; block = block->next) {
        memcpy(block->bytes, from, block->used);
        from += block->used;
    }
    forget(pool, image);
}
