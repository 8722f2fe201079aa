/*
 * UTF-8, one code point at a time. Text that has passed utf8_check is never questioned again.
 */
#ifndef GLOSS_BASE_UTF8_H
#define GLOSS_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The byte offset of the first byte that is not valid
 * UTF-8 (or is a zero byte); s.len where all is well.
 */
size_t utf8_check(struct str s);

/*
 * The code point at byte `*offset` of valid text, moving `*offset` behind it.
 * Fails   a broken sequence gives U+FFFD and moves by one byte, so that loops always end.
 */
static inline uint32_t utf8_next(struct str s, size_t *offset);
/* The same where the first byte is not an ASCII letter, sign or digit; for utf8_next alone. */
uint32_t utf8_next_wide(struct str s, size_t *offset);

/* The code point that ends before byte `offset` (not 0), whose start goes to `*start`. */
uint32_t utf8_before(struct str s, size_t offset, size_t *start);

/* Write `code` to `to` (4 bytes of room); gives the bytes written. */
size_t utf8_put(char *to, uint32_t code);

/* How many code points `s` has. */
size_t utf8_count(struct str s);

/* The byte offset behind the first `count` code points. */
size_t utf8_offset(struct str s, size_t count);

/* Unicode general facts, from utf8proc. */
bool utf8_is_letter(uint32_t code);      /* L*, Mn, Mc: what a word is made of, but for digits */
bool utf8_is_digit(uint32_t code);       /* Nd */
bool utf8_is_space(uint32_t code);       /* Zs, Zl, Zp and the ASCII ones */
bool utf8_is_punctuation(uint32_t code); /* P*, S* */
bool utf8_is_mark(uint32_t code);        /* Mn, Mc, Me */
bool utf8_is_upper(uint32_t code);       /* Lu, Lt */
/* Scripts written without spaces between words: Han, Kana (not Hangul). */
static inline bool utf8_is_cjk(uint32_t code);
bool utf8_is_hangul(uint32_t code);
/*
 * Whether words of this letter's script have edges that
 * count: Latin, Greek, Cyrillic, Armenian letters.
 */
bool utf8_is_alphabetic(uint32_t code);
/*
 * How many columns a terminal gives the letter: 0 for marks,
 * 2 for East Asian letters and emoji, 1 for controls.
 */
unsigned utf8_width(uint32_t code);

/* `s` in lower case by Unicode's simple mapping, in `arena`. */
struct str utf8_lower(struct arena *arena, struct str s);

/* `s` in NFC, in `arena`; `s` itself where nothing changes. */
struct str utf8_nfc(struct arena *arena, struct str s);

/*
 * A key whose byte order sorts names: NFD base letters without marks, case-folded, punctuation and
 * spaces as one space; then the name itself, so that the order is total. In `arena`.
 */
struct str utf8_sort_key(struct arena *arena, struct str s);

/*
 * Here, since every stage goes through every letter,
 * and a call for each costs more than looking at it.
 */
static inline uint32_t utf8_next(struct str s, size_t *offset)
{
    unsigned char first = (unsigned char)s.at[*offset];
    if (first >= 0x80 || first == 0)
        return utf8_next_wide(s, offset);
    ++*offset;
    return first;
}

static inline bool utf8_is_cjk(uint32_t code)
{
    return code >= 0x2E80
        && (code < 0x3130 || (code >= 0x31A0 && code < 0xA4D0) || (code >= 0xF900 && code < 0xFB00)
            || (code >= 0xFE30 && code < 0xFE50) || (code >= 0xFF00 && code < 0xFFA0)
            || (code >= 0x20000 && code < 0x40000));
}

#endif
