#include "model/terms.h"
#include "model/terms_room.h"

/* ---- edges ---- */

/* Korean particles and the copula's beginnings, the longer before the shorter of one beginning. */
static const char *const particles[] = {
    "에서는", "에서도", "에게서", "에서",   "에게",   "에는",   "에도", "에",   "으로서",
    "으로써", "으로는", "으로도", "으로",   "로서",   "로써",   "로는", "로도", "로",
    "까지",   "부터",   "한테",   "께서",   "께",     "보다",   "처럼", "같이", "마다",
    "조차",   "마저",   "밖에",   "이나마", "이라는", "이라고", "이라", "라는", "라고",
    "이랑",   "랑",     "하고",   "이며",   "이고",   "이나",   "이란", "이다", "입니다",
    "이었다", "였다",   "은",     "는",     "이",     "가",     "을",   "를",   "의",
    "와",     "과",     "도",     "만",     "나",     "란",     "들",   NULL};

/* Whether the run of Hangul at `at` is particles and nothing else. */
static bool is_particles(struct str text, size_t at)
{
    for (;;) {
        size_t next = at;
        if (at >= text.len || !utf8_is_hangul(utf8_next(text, &next)))
            return true;
        struct str rest = str_slice(text, at, text.len);
        size_t i = 0;
        while (particles[i] != NULL && !str_starts(rest, str_from(particles[i])))
            i++;
        if (particles[i] == NULL)
            return false;
        at += str_from(particles[i]).len;
    }
}

/* In "don’t" the word goes on behind the apostrophe; in "TISA’s" it has ended before it. */
static bool goes_on_after_apostrophe(struct str text, size_t at)
{
    if (at >= text.len || !is_word(utf8_next(text, &at)))
        return false;
    bool possessive = text.at[at - 1] == 's' || text.at[at - 1] == 'S';
    size_t behind = at;
    return !possessive || (at < text.len && is_word(utf8_next(text, &behind)));
}

static bool is_edge_after(struct str text, size_t end)
{
    size_t start;
    uint32_t last = utf8_before(text, end, &start);
    if (end >= text.len)
        return true;
    size_t next = end;
    uint32_t c = utf8_next(text, &next);
    if (c == SOFT_HYPHEN)
        return false;
    if (utf8_is_hangul(last) && utf8_is_hangul(c))
        return is_particles(text, end);
    if (!is_word(last) && last != '.') /* "U.S." is not in "U.S.A." */
        return true;
    return is_apostrophe(c) ? !goes_on_after_apostrophe(text, next) : !is_word(c);
}

/* ---- one form ---- */

/* Move over soft hyphens, which break a word on paper and are none of it. */
static void skip_soft(struct str text, size_t *at)
{
    while (*at + 1 < text.len && text.at[*at] == '\xC2' && text.at[*at + 1] == '\xAD')
        *at += 2;
}

static bool take_spaces(struct str text, size_t *at)
{
    size_t start = *at;
    for (size_t next = *at; next < text.len; *at = next)
        if (fold_kind(utf8_next(text, &next)) != ' ')
            break;
    return *at > start;
}

static bool is_same(const struct form *form, uint32_t wanted, uint32_t c, bool first)
{
    if (c == wanted)
        return true;
    c = fold_kind(c);
    if (c == wanted || (form->fold && lower(c) == wanted))
        return true;
    return first && form->starts_small && lower(c) == wanted;
}

/* Where the form that starts at `at` ends; 0 where it does not stand there. */
static size_t match_form(const struct form *form, struct str text, size_t at)
{
    bool dotted = false;
    for (size_t i = 0; i < form->key.len;) {
        bool first = i == 0;
        uint32_t wanted = utf8_next(form->key, &i);
        if (wanted == ' ') {
            if (!take_spaces(text, &at))
                return 0;
            continue;
        }
        skip_soft(text, &at);
        if (at >= text.len || !is_same(form, wanted, utf8_next(text, &at), first))
            return 0;
        bool dot = form->abbreviation && at < text.len && text.at[at] == '.';
        /* The dot after the last letter is the abbreviation's only where the others have theirs. */
        if (dot && (i < form->key.len || dotted)) {
            dotted = true;
            at++;
        }
    }
    return is_edge_after(text, at) ? at : 0;
}

/* ---- the forms at one place ---- */

/* What is being followed from one place of a text. */
struct search {
    const struct terms *terms;
    struct str text;
    size_t at;
    struct trail trail;
    struct term_match *best;
};

/* Try the forms that end here. False where no form goes on here either. */
static bool try_place(struct search *s)
{
    const struct term_place *place = term_place(s->terms, trail_hash(&s->trail));
    for (const struct form *form = place->forms; form != NULL; form = form->next) {
        size_t end = match_form(form, s->text, s->at);
        if (end > s->best->end)
            *s->best = (struct term_match){form->entry, s->at, end, s->best->work};
        s->best->work += form->key.len;
    }
    return place->taken;
}

/*
 * The longest match at `at`. A letter that is plain only when folded, such as the Kelvin sign, is
 * no letter of a word, so that a form may end there, but within a form there is no place for it.
 */
static bool match_at(const struct terms *terms, struct str text, size_t at,
                     struct term_match *match)
{
    struct search s = {.terms = terms, .text = text, .at = at, .best = match};
    *match = (struct term_match){.work = match->work};
    while (at < text.len) {
        match->work++;
        uint32_t c = utf8_next(text, &at), folded = lower(fold_kind(c));
        if (c == SOFT_HYPHEN)
            continue;
        if (!is_plain(c) && s.trail.opened && !try_place(&s) && !is_plain(folded))
            return match->end != 0;
        trail_add(&s.trail, folded);
        if (!is_plain(c) && !try_place(&s) && !is_plain(folded))
            return match->end != 0;
    }
    try_place(&s);
    return match->end != 0;
}

/* ---- all of a text ---- */

/* Whether anything may start at `c`, which stands behind `before` (0 at the start). */
static bool is_start(uint32_t before, uint32_t c)
{
    if (is_word(c))
        return !is_word(before);
    return !utf8_is_hangul(c) || !utf8_is_hangul(before);
}

#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101u)

/* The high bit of each byte of `seven`, which are below 0x80, that is at least `least`. */
static uint64_t at_least(uint64_t seven, unsigned least)
{
    return (seven + EACH(0x80 - least)) & EACH(0x80);
}

/* How many of the eight bytes are plain letters or digits before the first that is none. */
static unsigned count_plain(uint64_t bytes)
{
    uint64_t seven = bytes & EACH(0x7F), small = seven | EACH(0x20);
    uint64_t letters = at_least(small, 'a') & ~at_least(small, 'z' + 1);
    uint64_t digits = at_least(seven, '0') & ~at_least(seven, '9' + 1);
    uint64_t others = ~(letters | digits) & EACH(0x80);
    others |= bytes & EACH(0x80);
    return others == 0 ? 8 : (unsigned)__builtin_ctzll(others) / 8;
}

/* Eight bytes of the text, zeros behind its end. */
static uint64_t bytes_at(struct str text, size_t at)
{
    if (at + 8 <= text.len)
        return eight_bytes(text.at + at);
    char bytes[8] = {0};
    memcpy(bytes, text.at + at, text.len - at);
    return eight_bytes(bytes);
}

/* Move over plain letters and digits. */
static size_t skip_plain(struct str text, size_t at)
{
    unsigned count = 8;
    while (count == 8 && at < text.len) {
        count = count_plain(bytes_at(text, at));
        at += count;
    }
    return at;
}

/*
 * Whether a word that has come to `at` may go on as plain letters do: with others, which may be
 * plain when folded or soft hyphens, but for the dashes and marks of U+2000 to U+203F; or behind
 * the dot of an abbreviation.
 */
static bool may_go_on(struct str text, size_t at)
{
    size_t dot = at < text.len && text.at[at] == '.';
    if (at + dot >= text.len)
        return false;
    unsigned char c = (unsigned char)text.at[at + dot];
    if (c < 0x80)
        return dot != 0 && is_plain(c);
    return dot != 0 || c != 0xE2 || at + 1 >= text.len || (unsigned char)text.at[at + 1] != 0x80;
}

/* Whether a form may begin as the word of plain letters at `at` does; false moves behind these. */
static bool is_opening(const struct terms *terms, struct str text, size_t *at)
{
    uint64_t bytes = bytes_at(text, *at);
    unsigned count = count_plain(bytes);
    uint64_t letters = (bytes | EACH(0x20)) & (count == 8 ? UINT64_MAX : (1ull << 8 * count) - 1);
    size_t end = *at + count;
    if (has_opening(terms, mix(0, letters)) || (count < 8 && may_go_on(text, end)))
        return true;
    *at = count < 8 ? end : skip_plain(text, end);
    return false;
}

/* Move over ASCII characters at which no form starts: nearly all of an English text. */
static size_t skip_ascii(const struct terms *terms, struct str text, size_t at, bool in_word)
{
    if (in_word)
        at = skip_plain(text, at);
    while (at < text.len) {
        unsigned char facts = terms->bytes[(unsigned char)text.at[at]];
        if ((facts & (BYTE_WIDE | BYTE_STARTS)) != 0)
            break;
        if ((facts & BYTE_WORD) == 0)
            at++;
        else if (is_opening(terms, text, &at))
            break;
    }
    return at;
}

/* Whether a form may start at `c`, which stands behind `before` (0 at the start). */
static bool may_start(const struct terms *terms, uint32_t before, uint32_t c)
{
    if (c == SOFT_HYPHEN || !is_start(before, c))
        return false;
    uint32_t folded = lower(fold_kind(c));
    return is_plain(folded) || has_opening(terms, start_hash(folded));
}

bool terms_find(const struct terms *terms, struct str text, size_t from, struct term_match *match)
{
    size_t start;
    match->work = 0;
    uint32_t before = from > 0 && from <= text.len ? utf8_before(text, from, &start) : 0;
    for (size_t next = from;;) {
        size_t at = skip_ascii(terms, text, next, is_word(before));
        if (at >= text.len)
            return false;
        if (at > next)
            before = (unsigned char)text.at[at - 1];
        next = at;
        uint32_t c = utf8_next(text, &next);
        if (may_start(terms, before, c) && match_at(terms, text, at, match))
            return true;
        before = c;
    }
}
