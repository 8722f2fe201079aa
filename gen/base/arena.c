#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Most arenas stay small (one hangs on each promised
 * link), a document's does not: blocks double.
 */
enum { FIRST_BLOCK = 4 * 1024, LARGEST_BLOCK = 256 * 1024, ALIGN = alignof(max_align_t) };

struct arena_block {
    struct arena_block *before;
    size_t size, used;
    alignas(max_align_t) char at[];
};

struct arena {
    struct arena_block *block; /* the newest; older ones hang behind it */
    size_t before;             /* bytes used in the older blocks */
    size_t next_size;          /* of the next block, if no single piece needs more */
};

static void leave_exhausted(size_t wanted)
{
    fprintf(stderr, "gloss: memory is exhausted (%zu more bytes were needed)\n", wanted);
    exit(4);
}

/* Set once by main, before any thread starts; a handler is the process's, not a document's. */
static void (*on_exhausted)(size_t) = leave_exhausted;

void arena_on_exhausted(void (*handler)(size_t wanted))
{
    on_exhausted = handler;
}

static struct arena_block *new_block(size_t size)
{
    struct arena_block *block =
        size > SIZE_MAX / 2 ? NULL : malloc(sizeof(struct arena_block) + size);
    if (block == NULL) {
        on_exhausted(size);
        abort(); /* the handler has promised not to return */
    }
    block->before = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) {
        on_exhausted(sizeof *arena);
        abort();
    }
    arena->next_size = FIRST_BLOCK;
    return arena;
}

static void free_blocks_after(struct arena *arena, const struct arena_block *keep)
{
    while (arena->block != NULL && arena->block != keep) {
        struct arena_block *before = arena->block->before;
        free(arena->block);
        arena->block = before;
        arena->before -= before != NULL ? before->used : 0;
    }
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    free_blocks_after(arena, NULL);
    free(arena);
}

/*
 * The newest block that is no larger than usual,
 * taken out of its chain; NULL where there is none.
 */
static struct arena_block *take_kept(struct arena *arena)
{
    struct arena_block **at = &arena->block;
    while (*at != NULL && (*at)->size > LARGEST_BLOCK)
        at = &(*at)->before;
    struct arena_block *kept = *at;
    if (kept != NULL)
        *at = kept->before;
    return kept;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *kept = take_kept(arena);
    free_blocks_after(arena, NULL);
    arena->before = 0;
    arena->block = kept;
    if (kept == NULL)
        return;
    kept->before = NULL;
    kept->used = 0;
}

static void push_block(struct arena *arena, size_t size)
{
    bool own = size > arena->next_size / 4;
    struct arena_block *block = new_block(own ? size : arena->next_size);
    if (!own && arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    arena->before += arena->block != NULL ? arena->block->used : 0;
    block->before = arena->block;
    arena->block = block;
}

static void *take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        on_exhausted(size);
    size_t padded = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (arena->block == NULL || arena->block->size - arena->block->used < padded)
        push_block(arena, padded);
    char *at = arena->block->at + arena->block->used;
    arena->block->used += padded;
    return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        on_exhausted(SIZE_MAX);
    return arena_alloc(arena, count * size);
}

void *arena_extend(struct arena *arena, void *from, size_t old_size, size_t size)
{
    struct arena_block *block = arena->block;
    size_t padded = (old_size + ALIGN - 1) / ALIGN * ALIGN;
    bool last = from != NULL && padded != 0 && (char *)from + padded == block->at + block->used;
    if (last && size >= old_size && size - old_size <= block->size - block->used) {
        block->used -= padded; /* the same piece again, only longer */
        return take(arena, size);
    }
    void *to = take(arena, size);
    if (from != NULL && old_size != 0)
        memcpy(to, from, old_size < size ? old_size : size);
    return to;
}

void *arena_grow(struct arena *arena, void *from, size_t old_size, size_t size)
{
    char *to = arena_extend(arena, from, old_size, size);
    size_t known = from == NULL ? 0 : old_size;
    if (size > known)
        memset(to + known, 0, size - known);
    return to;
}

struct arena_mark arena_mark(struct arena *arena)
{
    if (arena->block == NULL)
        push_block(arena, 0);
    return (struct arena_mark){arena->block, arena->block->used};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    free_blocks_after(arena, mark.block);
    mark.block->used = mark.used;
}

size_t arena_used(const struct arena *arena)
{
    return arena->before + (arena->block != NULL ? arena->block->used : 0);
}
