#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/out.h"

static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/* The code point of the sequence at `at`, which has `left` bytes; 0 for an invalid one. */
static uint32_t decode(const unsigned char *at, size_t left, size_t *length)
{
    static const uint32_t least[] = {0, 1, 0x80, 0x800, 0x10000};
    size_t n = sequence_length(at[0]);
    if (n == 0 || n > left)
        return 0;
    uint32_t code = n == 1 ? at[0] : at[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (at[i] & 0x3F);
    }
    bool forbidden = code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) || code == 0xFFFE
        || code == 0xFFFF; /* the last two no XML may hold */
    if (code < least[n] || forbidden)
        return 0;
    *length = n;
    return code;
}

/* Whether eight bytes are ASCII and none is zero: nearly always, and quickly found out. */
static bool is_ascii_at(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    return ((bytes | (bytes - ones)) & highs) == 0;
}

size_t utf8_check(struct str s)
{
    for (size_t i = 0; i < s.len;) {
        while (i + 8 <= s.len && is_ascii_at(s.at + i))
            i += 8;
        if (i == s.len)
            break;
        if ((unsigned char)s.at[i] < 0x80 && s.at[i] != '\0') {
            i++;
            continue;
        }
        size_t n = 0;
        if (decode((const unsigned char *)s.at + i, s.len - i, &n) == 0)
            return i;
        i += n;
    }
    return s.len;
}

uint32_t utf8_next_wide(struct str s, size_t *offset)
{
    size_t n = 1;
    uint32_t code = decode((const unsigned char *)s.at + *offset, s.len - *offset, &n);
    *offset += n;
    return code != 0 ? code : 0xFFFD;
}

uint32_t utf8_before(struct str s, size_t offset, size_t *start)
{
    size_t i = offset - 1;
    while (i > 0 && offset - i < 4 && ((unsigned char)s.at[i] & 0xC0) == 0x80)
        i--;
    *start = i;
    return utf8_next(s, &i);
}

size_t utf8_put(char *to, uint32_t code)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)to);
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_offset(struct str s, size_t count)
{
    size_t i = 0;
    while (i < s.len && count-- > 0)
        utf8_next(s, &i);
    return i;
}

static utf8proc_category_t category_of(uint32_t code)
{
    return utf8proc_category((utf8proc_int32_t)code);
}

/*
 * Most letters are ASCII, and asking a table in another
 * library about each takes longer than reading it.
 */
static bool is_ascii_letter(uint32_t code)
{
    return (code | 0x20) - 'a' < 26;
}

bool utf8_is_letter(uint32_t code)
{
    if (code < 0x80)
        return is_ascii_letter(code);
    utf8proc_category_t category = category_of(code);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO)
        || category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
}

bool utf8_is_digit(uint32_t code)
{
    if (code < 0x80)
        return code - '0' < 10;
    return category_of(code) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_space(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    utf8proc_category_t category = category_of(code);
    return code == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL
        || category == UTF8PROC_CATEGORY_ZP;
}

bool utf8_is_punctuation(uint32_t code)
{
    utf8proc_category_t category = category_of(code);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_SO;
}

bool utf8_is_mark(uint32_t code)
{
    if (code < 0x300) /* the first combining mark */
        return false;
    utf8proc_category_t category = category_of(code);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_upper(uint32_t code)
{
    utf8proc_category_t category = category_of(code);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_hangul(uint32_t code)
{
    return (code >= 0x1100 && code < 0x1200) || (code >= 0x3130 && code < 0x3190)
        || (code >= 0xA960 && code < 0xA980) || (code >= 0xAC00 && code < 0xD800);
}

bool utf8_is_alphabetic(uint32_t code)
{
    return utf8_is_letter(code)
        && (code < 0x590 || (code >= 0x1C80 && code < 0x1C90) || (code >= 0x1D00 && code < 0x2000)
            || (code >= 0x2C60 && code < 0x2C80) || (code >= 0x2DE0 && code < 0x2E00)
            || (code >= 0xA640 && code < 0xA800) || (code >= 0xFB00 && code < 0xFB18));
}

unsigned utf8_width(uint32_t code)
{
    bool control = category_of(code) == UTF8PROC_CATEGORY_CC;
    return control ? 1 : (unsigned)utf8proc_charwidth((utf8proc_int32_t)code);
}

struct str utf8_lower(struct arena *arena, struct str s)
{
    struct out out = out_new(arena);
    for (size_t i = 0; i < s.len;)
        out_code(&out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)utf8_next(s, &i)));
    return out_str(&out);
}

static struct str map_through(struct arena *arena, struct str s, utf8proc_option_t options)
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.len, &made, options);
    struct str kept = len > 0 ? str_keep(arena, (struct str){(char *)made, (size_t)len}) : s;
    free(made);
    return kept;
}

/* Nothing below U+0300 changes under NFC; the lead byte of U+0300 is 0xCC. */
static bool has_above(struct str s, unsigned char lead)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] >= lead)
            return true;
    return false;
}

struct str utf8_nfc(struct arena *arena, struct str s)
{
    return has_above(s, 0xCC) ? map_through(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE) : s;
}

struct str utf8_sort_key(struct arena *arena, struct str s)
{
    struct str base = map_through(
        arena, s, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    struct out out = out_new(arena);
    bool gap = false;
    for (size_t i = 0; i < base.len;) {
        uint32_t code = utf8_next(base, &i);
        bool word = utf8_is_letter(code) || utf8_is_digit(code);
        if (!word) {
            gap = true;
            continue;
        }
        if (gap && out.len != 0)
            out_char(&out, ' ');
        gap = false;
        out_code(&out, code);
    }
    out_char(&out,
             '\1'); /* below any letter: the shorter name first, then the name as it is written */
    out_raw(&out, s);
    return out_str(&out);
}
