#include "model/fold.h"

#include <utf8proc.h>

#include "base/utf8.h"

/*
 * A letter with the marks that compose with it. Longer ones (no language has them) are cut, so that
 * sorting their marks stays cheap; both sides of a comparison are cut alike.
 */
enum { CLUSTER_CODES = 32, CLUSTER_ROOM = CLUSTER_CODES * 4 };

struct cluster {
    utf8proc_int32_t codes[CLUSTER_ROOM];
    size_t count;
    uint32_t start, end; /* in the text before folding */
};

struct folder {
    struct arena *arena;
    char *text;
    uint32_t *start, *end;
    size_t len, room;
    uint32_t last;                   /* the code point that was put last */
    bool space;                      /* white space has been seen since */
    uint32_t space_start, space_end; /* where */
};

static void grow(struct folder *f)
{
    size_t room = f->room * 2;
    f->text = arena_grow(f->arena, f->text, f->room, room);
    f->start = arena_grow(f->arena, f->start, f->room * sizeof *f->start, room * sizeof *f->start);
    f->end = arena_grow(f->arena, f->end, f->room * sizeof *f->end, room * sizeof *f->end);
    f->room = room;
}

static inline void put_byte(struct folder *f, char byte, uint32_t start, uint32_t end)
{
    if (f->len == f->room)
        grow(f);
    f->text[f->len] = byte;
    f->start[f->len] = start;
    f->end[f->len] = end;
    f->len++;
}

static inline void put_ascii(struct folder *f, const char *text, uint32_t start, uint32_t end)
{
    for (; *text != '\0'; text++)
        put_byte(f, *text, start, end);
    f->last = (unsigned char)text[-1];
}

static void put_code(struct folder *f, uint32_t code, uint32_t start, uint32_t end)
{
    char bytes[4];
    size_t count = utf8_put(bytes, code);
    for (size_t i = 0; i < count; i++)
        put_byte(f, bytes[i], start, end);
    f->last = code;
}

static inline void note_space(struct folder *f, uint32_t start, uint32_t end)
{
    if (!f->space)
        f->space_start = start;
    f->space_end = end;
    f->space = true;
}

/*
 * Put the space that came before a letter, unless the text
 * begins here or the scripts on both sides have none.
 */
static inline void put_space(struct folder *f, uint32_t code)
{
    if (!f->space)
        return;
    f->space = false;
    if (f->len > 0 && !(utf8_is_cjk(f->last) && utf8_is_cjk(code)))
        put_ascii(f, " ", f->space_start, f->space_end);
}

/* Typists write one dash as two or three hyphens. */
static void put_dash(struct folder *f, uint32_t start, uint32_t end)
{
    if (!f->space && f->last == '-')
        f->end[f->len - 1] = end;
    else
        put_ascii(f, "-", start, end);
}

static bool is_dropped(uint32_t code)
{
    switch (code) {
    case 0x00AD: /* soft hyphen */
    case 0x061C: /* marks and embeddings of direction */
    case 0x200B: /* zero-width space */
    case 0x200E:
    case 0x200F:
    case 0x2060: /* word joiner */
    case 0xFE0E: /* how an emoji is shown */
    case 0xFE0F:
    case 0xFEFF: return true;
    default: return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    }
}

/* What many signs for one thing are folded to; NULL for all others. */
static const char *folded_form(uint32_t code)
{
    switch (code) {
    case '`':
    case 0x00B4:
    case 0x02BC:
    case 0x05F3:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032: return "'";
    case 0x00AB:
    case 0x00BB:
    case 0x05F4:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033: return "\"";
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return "-";
    case 0x2026: return "...";
    case 0xFB00: return "ff";
    case 0xFB01: return "fi";
    case 0xFB02: return "fl";
    case 0xFB03: return "ffi";
    case 0xFB04: return "ffl";
    case 0xFB05:
    case 0xFB06: return "st";
    default: return NULL;
    }
}

static void put_letter(struct folder *f, uint32_t code, uint32_t start, uint32_t end)
{
    if (utf8_is_space(code)) {
        note_space(f, start, end);
        return;
    }
    put_space(f, code);
    const char *form = folded_form(code);
    if (form == NULL)
        put_code(f, code, start, end);
    else if (*form == '-')
        put_dash(f, start, end);
    else
        put_ascii(f, form, start, end);
}

/*
 * Whether the code point belongs to the letter before
 * it: marks, and the vowels and finals of Hangul.
 */
static bool is_joined(uint32_t code)
{
    return code >= 0x300
        && (utf8_is_mark(code) || (code >= 0x1160 && code < 0x1200)
            || (code >= 0xD7B0 && code < 0xD800));
}

/*
 * Dropped characters belong to the letter before
 * them, so that a range that ends there holds them.
 */
static size_t take_cluster(struct str text, size_t at, struct cluster *cluster)
{
    cluster->count = 0;
    cluster->codes[0] = 0;
    cluster->start = (uint32_t)at;
    while (at < text.len) {
        size_t next = at;
        uint32_t code = utf8_next(text, &next);
        if (!is_dropped(code)) {
            bool joined = is_joined(code) && cluster->count < CLUSTER_CODES
                && !utf8_is_space((uint32_t)cluster->codes[0]);
            if (cluster->count > 0 && !joined)
                break;
            cluster->codes[cluster->count++] = (utf8proc_int32_t)code;
        }
        at = next;
    }
    cluster->end = (uint32_t)at;
    return at;
}

/*
 * A single code point below U+0300 is NFC as it is,
 * and so is any that has no canonical decomposition.
 */
static bool is_composed(const struct cluster *cluster)
{
    if (cluster->count != 1)
        return cluster->count == 0;
    if (cluster->codes[0] < 0x300)
        return true;
    const utf8proc_property_t *property = utf8proc_get_property(cluster->codes[0]);
    return property->decomp_type != 0 || property->decomp_seqindex == UINT16_MAX;
}

static void compose(struct cluster *cluster)
{
    const utf8proc_option_t nfc = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    char bytes[CLUSTER_CODES * 4];
    utf8proc_ssize_t len = 0;
    for (size_t i = 0; i < cluster->count; i++)
        len += utf8proc_encode_char(cluster->codes[i], (utf8proc_uint8_t *)bytes + len);
    utf8proc_int32_t codes[CLUSTER_ROOM];
    utf8proc_ssize_t count =
        utf8proc_decompose((utf8proc_uint8_t *)bytes, len, codes, CLUSTER_ROOM, nfc);
    if (count < 0 || count > CLUSTER_ROOM)
        return; /* not text that utf8proc knows: compared as it stands */
    count = utf8proc_normalize_utf32(codes, count, nfc);
    cluster->count = count > 0 ? (size_t)count : 0;
    for (size_t i = 0; i < cluster->count; i++)
        cluster->codes[i] = codes[i];
}

static size_t fold_cluster(struct folder *f, struct str text, size_t at)
{
    struct cluster cluster;
    size_t next = take_cluster(text, at, &cluster);
    if (!is_composed(&cluster))
        compose(&cluster);
    for (size_t i = 0; i < cluster.count; i++)
        put_letter(f, (uint32_t)cluster.codes[i], cluster.start, cluster.end);
    return next;
}

/* ASCII with ASCII behind it: nothing composes, and all but a few signs stay as they are. */
static inline size_t fold_ascii(struct folder *f, unsigned char byte, size_t at)
{
    uint32_t start = (uint32_t)at;
    if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
        note_space(f, start, start + 1);
    } else if (byte == '-' || byte == '`') {
        put_letter(f, byte, start, start + 1);
    } else {
        put_space(f, byte);
        put_byte(f, (char)byte, start, start + 1);
        f->last = byte;
    }
    return at + 1;
}

struct folded fold_text(struct arena *arena, struct str text)
{
    struct folder f = {.arena = arena, .room = text.len + 16};
    f.text = ARENA_ARRAY(arena, f.room, char);
    f.start = ARENA_ARRAY(arena, f.room, uint32_t);
    f.end = ARENA_ARRAY(arena, f.room, uint32_t);
    const unsigned char *bytes = (const unsigned char *)text.at;
    for (size_t at = 0; at < text.len;) {
        bool plain = bytes[at] < 0x80 && (at + 1 == text.len || bytes[at + 1] < 0x80);
        at = plain ? fold_ascii(&f, bytes[at], at) : fold_cluster(&f, text, at);
    }
    return (struct folded){{f.text, f.len}, f.start, f.end};
}
