/*
 * Strings inside gloss: a start and a length, not terminated, never owned by the struct itself.
 *
 * C strings appear only at the doors (system calls, libraries); str_c makes one.
 */
#ifndef GLOSS_BASE_STR_H
#define GLOSS_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct str {
    const char *at;
    size_t len; /* bytes */
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* For printf-like formats: `"%.*s", STR_ARG(s)`. */
#define STR_ARG(s) ((int)(s).len), ((s).at != NULL ? (s).at : "")
#define STR_NONE ((struct str){0})

/* The terminated string `c` without its end; NULL gives the empty string. Owns nothing. */
struct str str_from(const char *c);

/* The bytes from `start` to before `end`. */
struct str str_range(const char *start, const char *end);

/* The part of `s` from byte `start` to before byte `end`, both cut to the length. */
struct str str_slice(struct str s, size_t start, size_t end);

/* A copy in `arena`; what crosses from a short life into a long one goes through here. */
struct str str_keep(struct arena *arena, struct str s);

/*
 * A terminated copy in `arena`, for calls into the system
 * and libraries. A zero byte inside ends it early.
 */
char *str_c(struct arena *arena, struct str s);

/* printf into `arena`. */
struct str str_fmt(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct str str_vfmt(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* `a` followed by `b`, in `arena`. */
struct str str_join(struct arena *arena, struct str a, struct str b);

bool str_eq(struct str a, struct str b);
/* Whether `s` is the C string `c`. */
bool str_is(struct str s, const char *c);
/* Byte order, which for UTF-8 is the order of code points: below, equal to or above 0. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Where `part` first stands in `s` at or after byte `from`; s.len + 1 where it does not. */
size_t str_find(struct str s, struct str part, size_t from);
bool str_has(struct str s, struct str part);

/* `s` without ASCII white space at both ends. */
struct str str_trim(struct str s);

/*
 * Take the part of `*rest` before `sep` and move `*rest` behind it.
 * Fails   false when nothing is left; a text that ends in `sep` has an empty last part.
 */
bool str_split(struct str *rest, char sep, struct str *part);

/* Take the next run of bytes that are not ASCII white space. Fails false when there is none. */
bool str_word(struct str *rest, struct str *word);

/*
 * The edit distance (insert, delete, replace, in bytes) of two short names, for "did you mean".
 * Fails   names longer than 64 bytes give a distance over any limit.
 */
size_t str_distance(struct str a, struct str b);

#endif
