#include "base/out.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct out out_new(struct arena *arena)
{
    return (struct out){.arena = arena};
}

struct out out_sized(struct arena *arena, size_t size)
{
    return (struct out){.arena = arena, .at = arena_alloc(arena, size), .room = size};
}

struct str out_str(const struct out *out)
{
    return (struct str){out->at, out->len};
}

void out_make_room(struct out *out, size_t more)
{
    size_t room = out->room < 128 ? 256 : out->room * 2;
    if (room - out->len < more)
        room = out->len + more;
    out->at = arena_extend(out->arena, out->at, out->room, room);
    out->room = room;
}

void out_code(struct out *out, uint32_t code)
{
    if (out->room - out->len < 4)
        out_make_room(out, 4);
    out->len += utf8_put(out->at + out->len, code);
}

void out_fmt(struct out *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    out_raw(out, str_vfmt(out->arena, format, args));
    va_end(args);
}

/* What stands for byte `c` between tags; NULL where it stands for itself. */
static const char *escape_in_text(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '\t':
    case '\n': return NULL;
    default: return c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

static const char *escape_in_attr(unsigned char c)
{
    switch (c) {
    case '"': return "&quot;";
    case '\n': return "&#10;";
    case '\t': return "&#9;";
    default: return escape_in_text(c);
    }
}

/* U+FFFE and U+FFFF, which are no letters and which XML forbids. */
static bool is_no_letter(struct str s, size_t i)
{
    return (unsigned char)s.at[i] == 0xEF && i + 2 < s.len && (unsigned char)s.at[i + 1] == 0xBF
        && (unsigned char)s.at[i + 2] >= 0xBE;
}

/* Bytes that may not stand for themselves everywhere; nearly all of a text do. */
static const bool suspect[256] = {
    1,         1,         1,         1,         1,          1,          1, 1, 1, 1, 1,
    1,         1,         1,         1,         1,          1,          1, 1, 1, 1, 1,
    1,         1,         1,         1,         1,          1,          1, 1, 1, 1, /* controls */
    ['"'] = 1, ['&'] = 1, ['<'] = 1, ['>'] = 1, [0x7F] = 1, [0xEF] = 1,
};

static void put_escaped(struct out *out, struct str s, const char *(*escape)(unsigned char))
{
    size_t clean = 0, i = 0;
    while (i < s.len && !suspect[(unsigned char)s.at[i]])
        i++;
    for (; i < s.len; i++) {
        if (!suspect[(unsigned char)s.at[i]])
            continue;
        bool no_letter = is_no_letter(s, i);
        const char *instead = no_letter ? "\xEF\xBF\xBD" : escape((unsigned char)s.at[i]);
        if (instead == NULL)
            continue;
        out_raw(out, str_slice(s, clean, i));
        out_c(out, instead);
        i += no_letter ? 2 : 0;
        clean = i + 1;
    }
    out_raw(out, str_slice(s, clean, s.len));
}

void out_text(struct out *out, struct str s)
{
    put_escaped(out, s, escape_in_text);
}

void out_attr(struct out *out, struct str s)
{
    put_escaped(out, s, escape_in_attr);
}

static bool is_url_byte(unsigned char c)
{
    return c > 0x20 && c < 0x7F && strchr("\"<>\\^`{|}", c) == NULL;
}

void out_url(struct out *out, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (!is_url_byte(c))
            out_fmt(out, "%%%02X", c);
        else if (c == '&')
            out_c(out, "&amp;");
        else
            out_char(out, (char)c);
    }
}

void out_json(struct out *out, struct str s)
{
    size_t clean = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out_raw(out, str_slice(s, clean, i));
        clean = i + 1;
        if (c == '\n')
            out_c(out, "\\n");
        else if (c < 0x20)
            out_fmt(out, "\\u%04x", c);
        else
            out_fmt(out, "\\%c", c);
    }
    out_raw(out, str_slice(s, clean, s.len));
}

void out_number(struct out *out, double number)
{
    enum { ENOUGH = 17 };
    char text[40];
    for (int digits = 1; digits <= ENOUGH; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (!(strtod(text, NULL) < number) && !(strtod(text, NULL) > number))
            break;
    }
    out_c(out, text);
}

void out_put_attr(struct out *out, const char *name, struct str value)
{
    if (value.len == 0)
        return;
    out_char(out, ' ');
    out_c(out, name);
    out_c(out, "=\"");
    out_attr(out, value);
    out_char(out, '"');
}
