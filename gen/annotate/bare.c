/* Texts with all taken away that a writer may type otherwise without meaning another word. */
#include <string.h>
#include <utf8proc.h>

#include "annotate/room.h"
#include "base/out.h"
#include "base/utf8.h"

enum difference {
    CAPITALS = 1,
    ACCENTS = 2,
    SPACING = 4,
    HYPHEN = 8,
    PUNCTUATION = 16,
    FORMS = 32,
    ALL_DIFFERENCES = 63
};

enum {
    TATWEEL = 0x0640,
    MAQAF = 0x05BE,
    ZWNJ = 0x200C, /* what Persian sets between two parts of a word in place of a space */
    ZWJ = 0x200D
};

static bool is_without(uint32_t code, unsigned without)
{
    if (code == ' ' || code == ZWNJ || code == ZWJ)
        return (without & SPACING) != 0;
    if (code == '-' || code == MAQAF)
        return (without & HYPHEN) != 0;
    if (code == TATWEEL)
        return (without & FORMS) != 0;
    return (without & PUNCTUATION) != 0 && utf8_is_punctuation(code);
}

/* The digits of Arabic and Persian, and the letters that their keyboards have in two forms. */
static uint32_t plain_form(uint32_t code)
{
    if (code >= 0x0660 && code <= 0x0669)
        return '0' + (code - 0x0660);
    if (code >= 0x06F0 && code <= 0x06F9)
        return '0' + (code - 0x06F0);
    switch (code) {
    case 0x0649: /* alef maksura, yeh: Farsi yeh */
    case 0x064A: return 0x06CC;
    case 0x0643: return 0x06A9; /* kaf: keheh */
    default: return code;
    }
}

static utf8proc_option_t options_of(uint32_t code, unsigned without)
{
    unsigned options = UTF8PROC_STABLE;
    if ((without & ACCENTS) != 0)
        options |= UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK;
    if ((without & FORMS) != 0)
        options |= UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
    /* The sharp s is two letters in another form, and has no decomposition that says so. */
    if ((without & FORMS) != 0 && code == 0x00DF)
        options |= UTF8PROC_CASEFOLD;
    return (utf8proc_option_t)options;
}

/* What is left of one letter, as code points; how many. */
static size_t bare_codes(uint32_t code, unsigned without, utf8proc_int32_t *to, size_t room)
{
    if (is_without(code, without))
        return 0;
    if ((without & FORMS) != 0)
        code = plain_form(code);
    if ((without & CAPITALS) != 0)
        code = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)code, to, (utf8proc_ssize_t)room, options_of(code, without), NULL);
    if (count < 0 || (size_t)count > room) {
        to[0] = (utf8proc_int32_t)code;
        return 1;
    }
    return (size_t)count;
}

struct stripper {
    struct out text;
    LIST(uint32_t) offsets;
};

static void put_bare(struct stripper *s, struct arena *arena, struct str text, unsigned without,
                     bool offsets)
{
    utf8proc_int32_t codes[16];
    for (size_t i = 0; i < text.len;) {
        uint32_t start = (uint32_t)i;
        uint32_t code = utf8_next(text, &i);
        size_t count = bare_codes(code, without, codes, sizeof codes / sizeof codes[0]);
        for (size_t j = 0; j < count; j++)
            out_code(&s->text, (uint32_t)codes[j]);
        while (offsets && s->offsets.count < s->text.len)
            *LIST_ADD(&s->offsets, arena) = start;
    }
}

struct bare bare_of(struct arena *arena, struct str folded)
{
    struct stripper s = {.text = out_new(arena)};
    put_bare(&s, arena, folded, ALL_DIFFERENCES, true);
    return (struct bare){out_str(&s.text), s.offsets.at};
}

static bool is_same_without(struct arena *arena, struct str a, struct str b, unsigned without)
{
    struct stripper x = {.text = out_new(arena)}, y = {.text = out_new(arena)};
    put_bare(&x, arena, a, without, false);
    put_bare(&y, arena, b, without, false);
    return str_eq(out_str(&x.text), out_str(&y.text));
}

/* The differences that matter: those without which the two texts would not be the same. */
static unsigned needed_differences(struct arena *arena, struct str quote, struct str found)
{
    for (unsigned one = 1; one <= FORMS; one <<= 1)
        if (is_same_without(arena, quote, found, one))
            return one;
    unsigned needed = 0;
    for (unsigned one = 1; one <= FORMS; one <<= 1)
        if (!is_same_without(arena, quote, found, ALL_DIFFERENCES & ~one))
            needed |= one;
    return needed;
}

struct str differences_of(struct arena *arena, struct str quote, struct str found)
{
    static const char *const names[] = {"capitals", "accents",     "spacing",
                                        "a hyphen", "punctuation", "the form of letters or digits"};
    if (str_eq(quote, found))
        return STR_NONE;
    unsigned needed = needed_differences(arena, quote, found);
    struct out out = out_new(arena);
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((needed & 1u << i) == 0)
            continue;
        if (out.len != 0)
            out_c(&out, needed >> (i + 1) != 0 ? ", " : " and ");
        out_c(&out, names[i]);
    }
    return out_str(&out);
}

/* The end of the folded letter whose bare form ends before byte `end`. */
static size_t folded_end(const struct annotator *a, size_t end)
{
    size_t offset = a->likeness->bare.offset[end - 1];
    utf8_next(a->folded.text, &offset);
    return offset;
}

static struct near near_of(struct annotator *a, struct str quote, size_t start, size_t length)
{
    struct str text = a->folded.text;
    struct near near = {a->likeness->bare.offset[start], folded_end(a, start + length), 0,
                        STR_NONE};
    /*
     * Its marks and closing signs are bare of everything,
     * but belong to the passage if the quotation has them.
     */
    for (size_t next = near.end; next < text.len; near.end = next)
        if (!utf8_is_mark(utf8_next(text, &next)))
            break;
    struct str tail = str_slice(text, near.end, text.len);
    size_t closing = quote.len;
    while (closing > 0 && utf8_is_punctuation(utf8_before(quote, closing, &closing)))
        if (str_starts(tail, str_slice(quote, closing, quote.len))) {
            near.end += quote.len - closing;
            break;
        }
    near.differences = differences_of(a->scratch, quote, str_slice(text, near.start, near.end));
    return near;
}

size_t find_bare(struct annotator *a, struct str quote, struct near *near)
{
    const struct bare *bare = &a->likeness->bare;
    struct stripper s = {.text = out_new(a->scratch)};
    put_bare(&s, a->scratch, quote, ALL_DIFFERENCES, false);
    struct str sought = out_str(&s.text);
    size_t count = 0;
    for (size_t from = 0; sought.len != 0 && count < NEAR_MOST && from < bare->text.len;) {
        size_t start = str_find(bare->text, sought, from);
        if (start >= bare->text.len)
            break;
        struct near found = near_of(a, quote, start, sought.len);
        if (has_edges(a->folded.text, found.start, found.end))
            near[count++] = found;
        from = start + sought.len;
    }
    return count;
}
