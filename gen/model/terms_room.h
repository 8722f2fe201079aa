/*
 * The matcher, which terms.c fills and terms_find.c reads: a trie of words, kept as a table from
 * the hash of each beginning of a form to the forms that end there. A text is followed from a word
 * start for as long as it is the beginning of some form, and compared letter by letter only with
 * what it comes by whole; so it does not matter how many forms there are, nor how many of them
 * begin with the same words.
 *
 * What is hashed is folded further than a form: in lower case and without dots. Forms that differ
 * in these alone meet in one place.
 */
#ifndef GLOSS_MODEL_TERMS_ROOM_H
#define GLOSS_MODEL_TERMS_ROOM_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/site.h"

enum { SOFT_HYPHEN = 0xAD, OPENING_BITS = 16, OPENING_LETTERS = 8 };

/* What is known of a byte; of those that are not ASCII only that. */
enum byte_fact {
    BYTE_WIDE = 1,
    BYTE_WORD = 2,
    BYTE_STARTS = 4 /* some form, and is no letter or digit */
};

/* One way of writing a term. */
struct form {
    /* spaces, apostrophes and hyphens of one kind; lower case where case does not count */
    struct str key;
    const struct entry *entry;
    bool fold; /* case does not count */
    /* capitals only: dots between its letters are optional, and not in the key */
    bool abbreviation;
    /* its first letter may be a capital all the same, as at the start of a sentence */
    bool starts_small;
    struct form *next; /* in the same place */
};

/* A place of the trie: where a form may end, or a text go on that is none of it. */
struct term_place {
    uint64_t hash; /* of what leads here */
    bool taken;
    struct form *forms; /* that end here */
};

struct terms {
    struct term_place *places; /* a hash table, at most half full */
    size_t place_count, room;  /* a power of two of room */
    unsigned char bytes[256];  /* enum byte_fact of each */
    /*
     * Most words are passed over by their first letters alone, up to eight: a bit for each hash of
     * such as some form begins with, or of its first character where that is no plain letter.
     */
    uint64_t openings[(1 << OPENING_BITS) / 64];
};

/* What has been read of a form or a text. Letters and digits of ASCII are hashed by eight. */
struct trail {
    uint64_t hash; /* of all but `letters` */
    unsigned char letters[OPENING_LETTERS];
    size_t count;        /* of letters */
    bool opened, spaced; /* something has been read; last a space */
};

/* ---- characters ---- */

static inline bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC;
}

/* Kinds of one thing made one; case is left alone. */
static inline uint32_t fold_kind(uint32_t c)
{
    if (c < 0x80)
        return c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    if (is_apostrophe(c))
        return '\'';
    if (c == 0x2010 || c == 0x2011) /* hyphens */
        return '-';
    return utf8_is_space(c) ? ' ' : c;
}

static inline uint32_t lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

/* Letters and digits of ASCII. */
static inline bool is_plain(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* What a word of a script with word edges is made of. */
static inline bool is_word(uint32_t c)
{
    return c < 0x80 ? is_plain(c) : utf8_is_alphabetic(c) || utf8_is_digit(c) || utf8_is_mark(c);
}

/* ---- hashing ---- */

static inline uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* The eight bytes at `at`, the first of them in the lowest bits. */
static inline uint64_t eight_bytes(const void *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return le64toh(bytes);
}

static inline uint64_t trail_hash(const struct trail *trail)
{
    return mix(trail->hash, eight_bytes(trail->letters));
}

/* Read `c`, which is folded and in lower case. Dots count only at the start, and spaces once. */
static inline void trail_add(struct trail *trail, uint32_t c)
{
    if ((c == '.' && trail->opened) || (c == ' ' && trail->spaced))
        return;
    trail->opened = true;
    trail->spaced = c == ' ';
    if (trail->count == OPENING_LETTERS || !is_plain(c)) {
        trail->hash = trail_hash(trail);
        memset(trail->letters, 0, sizeof trail->letters);
        trail->count = 0;
    }
    if (is_plain(c))
        trail->letters[trail->count++] = (unsigned char)c;
    else
        trail->hash = mix(trail->hash, c);
}

/* The place for what hashes so, or the free one where it would be. */
static inline struct term_place *term_place(const struct terms *terms, uint64_t hash)
{
    size_t i = hash & (terms->room - 1);
    while (terms->places[i].taken && terms->places[i].hash != hash)
        i = (i + 1) & (terms->room - 1);
    return &terms->places[i];
}

/* The bit of `openings` for a hash of first letters, or of a start that is no plain letter. */
static inline size_t opening_bit(uint64_t hash)
{
    return (size_t)(hash >> (64 - OPENING_BITS));
}

static inline uint64_t start_hash(uint32_t c)
{
    return mix(1, c);
}

static inline bool has_opening(const struct terms *terms, uint64_t hash)
{
    size_t bit = opening_bit(hash);
    return (terms->openings[bit / 64] >> bit % 64 & 1) != 0;
}

#endif
