/*
 * Output: a growing text in an arena, which knows how to escape for where it stands.
 *
 * Writers read as the format that they write: out_raw for markup, out_text and out_attr for what
 * came from a person. Nothing here fails; when memory ends the arena's handler is called.
 */
#ifndef GLOSS_BASE_OUT_H
#define GLOSS_BASE_OUT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

struct out {
    struct arena *arena;
    char *at;
    size_t len, room;
};

/* An empty output whose text lives in `arena`. */
struct out out_new(struct arena *arena);

/* The same with room for `size` bytes, for texts whose length is known. */
struct out out_sized(struct arena *arena, size_t size);

/* What was written so far; valid until the next call that writes. */
struct str out_str(const struct out *out);

/* As it is: markup of ours, or text that is escaped already. */
static inline void out_raw(struct out *out, struct str s);
static inline void out_c(struct out *out, const char *literal);
static inline void out_char(struct out *out, char c);
void out_code(struct out *out, uint32_t code);
void out_fmt(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Between tags of HTML or XML: & < > escaped; characters that XML forbids become U+FFFD. */
void out_text(struct out *out, struct str s);

/* Inside a double-quoted attribute of HTML or XML: & < > " and line ends escaped. */
void out_attr(struct out *out, struct str s);

/*
 * A URL inside a double-quoted attribute: bytes that
 * no URL holds are percent-encoded, then as out_attr.
 */
void out_url(struct out *out, struct str s);

/* The inside of a string of JSON: quotation marks, backslashes and controls escaped. */
void out_json(struct out *out, struct str s);

/* A finite number with as many digits as tell it from all others: 0.5, 1e-07. Never a comma. */
void out_number(struct out *out, double number);

/* ` name="value"`, the value escaped; nothing for an empty value. */
void out_put_attr(struct out *out, const char *name, struct str value);

/* Room for `more` bytes behind what was written; for the functions below alone. */
void out_make_room(struct out *out, size_t more);

/* Here, since writers call them for every word, and most of the time there is room. */
static inline void out_raw(struct out *out, struct str s)
{
    if (s.len == 0)
        return;
    if (out->room - out->len < s.len)
        out_make_room(out, s.len);
    memcpy(out->at + out->len, s.at, s.len);
    out->len += s.len;
}

static inline void out_c(struct out *out, const char *literal)
{
    out_raw(out, (struct str){literal, strlen(literal)});
}

static inline void out_char(struct out *out, char c)
{
    if (out->room == out->len)
        out_make_room(out, 1);
    out->at[out->len++] = c;
}

#endif
