#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct str str_from(const char *c)
{
    return c != NULL ? (struct str){c, strlen(c)} : STR_NONE;
}

struct str str_range(const char *start, const char *end)
{
    return (struct str){start, (size_t)(end - start)};
}

struct str str_slice(struct str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start >= end)
        return STR_NONE;
    return (struct str){s.at + start, end - start};
}

struct str str_keep(struct arena *arena, struct str s)
{
    if (s.len == 0)
        return STR_NONE;
    return (struct str){memcpy(arena_alloc(arena, s.len), s.at, s.len), s.len};
}

char *str_c(struct arena *arena, struct str s)
{
    char *c = arena_alloc(arena, s.len + 1);
    if (s.len != 0)
        memcpy(c, s.at, s.len);
    return c;
}

struct str str_vfmt(struct arena *arena, const char *format, va_list args)
{
    char most[256]; /* are no longer, and need not be made twice */
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(most, sizeof most, format, args);
    struct str s = STR_NONE;
    if (len > 0 && (size_t)len < sizeof most) {
        s = (struct str){memcpy(arena_alloc(arena, (size_t)len + 1), most, (size_t)len),
                         (size_t)len};
    } else if (len > 0) {
        char *at = arena_alloc(arena, (size_t)len + 1);
        vsnprintf(at, (size_t)len + 1, format, again);
        s = (struct str){at, (size_t)len};
    }
    va_end(again);
    return s;
}

struct str str_fmt(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str s = str_vfmt(arena, format, args);
    va_end(args);
    return s;
}

struct str str_join(struct arena *arena, struct str a, struct str b)
{
    char *at = arena_alloc(arena, a.len + b.len);
    if (a.len != 0)
        memcpy(at, a.at, a.len);
    if (b.len != 0)
        memcpy(at + a.len, b.at, b.len);
    return (struct str){at, a.len + b.len};
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool str_is(struct str s, const char *c)
{
    return str_eq(s, str_from(c));
}

int str_cmp(struct str a, struct str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len == 0 ? 0 : memcmp(a.at, b.at, len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq((struct str){s.at, prefix.len}, prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

size_t str_find(struct str s, struct str part, size_t from)
{
    if (part.len == 0)
        return from <= s.len ? from : s.len + 1;
    if (from >= s.len)
        return s.len + 1;
    const char *hit = memmem(s.at + from, s.len - from, part.at, part.len);
    return hit != NULL ? (size_t)(hit - s.at) : s.len + 1;
}

bool str_has(struct str s, struct str part)
{
    return str_find(s, part, 0) <= s.len;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.len != 0 && is_space(s.at[0]))
        s = (struct str){s.at + 1, s.len - 1};
    while (s.len != 0 && is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

bool str_split(struct str *rest, char sep, struct str *part)
{
    if (rest->at == NULL)
        return false;
    const char *hit = rest->len != 0 ? memchr(rest->at, sep, rest->len) : NULL;
    if (hit == NULL) {
        *part = *rest;
        *rest = STR_NONE;
        return true;
    }
    *part = str_range(rest->at, hit);
    *rest = str_range(hit + 1, rest->at + rest->len);
    return true;
}

bool str_word(struct str *rest, struct str *word)
{
    struct str s = *rest;
    while (s.len != 0 && is_space(s.at[0]))
        s = (struct str){s.at + 1, s.len - 1};
    if (s.len == 0) {
        *word = *rest = STR_NONE;
        return false;
    }
    size_t len = 0;
    while (len < s.len && !is_space(s.at[len]))
        len++;
    *word = (struct str){s.at, len};
    *rest = (struct str){s.at + len, s.len - len};
    return len != 0;
}

size_t str_distance(struct str a, struct str b)
{
    enum { LONGEST = 64 };
    if (a.len > LONGEST || b.len > LONGEST)
        return SIZE_MAX;
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t replaced = diagonal + (a.at[i - 1] != b.at[j - 1]);
            diagonal = row[j];
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            row[j] = least < replaced ? least : replaced;
        }
    }
    return row[b.len];
}
