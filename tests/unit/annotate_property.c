/*
 * Random essays in random Markdown, random passages, the passage written another way: the note is
 * always found where it was taken, and the words of the essay stay what they were. Then the essay
 * is edited at random: a note that is found still stands on words that are its own.
 *
 * SEED=n in the environment gives other rounds, ROUNDS=n more or fewer of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "annotate/annotate.h"
#include "annotate_essay.h"
#include "base/utf8.h"
#include "model/fold.h"
#include "read/config.h"
#include "read/markdown.h"
#include "read/notes.h"

enum { ROUNDS = 10000, NOTES = 3, EDITS_MOST = 6 };

/* Bytes of a text. */
struct range {
    size_t start, end;
};

/* A passage that was taken from the essay, and how it is quoted. */
struct taken {
    struct str quote;       /* folded, with its context */
    struct range part;      /* bytes of `quote` that the note is about */
    struct str first, last; /* the two pieces, where the quotation has a gap; else empty */
    struct str typed;       /* the quotation as lines of the notes file */
};

struct round {
    struct dice *dice;
    struct arena *arena;
    struct site *site;
    struct page *page;
    struct diags *diags;
    struct str essay; /* as Markdown */
    struct doc *doc;
    struct rendered rendered;
    struct folded folded;
    struct taken taken[NOTES];
    size_t count;
};

/* ---- places in the folded essay -------------------------------------------------------------- */

static bool is_edge(struct str text, size_t offset)
{
    size_t before = offset, at = offset;
    uint32_t left = 0;
    while (before > 0) {
        left = utf8_before(text, before, &before);
        if (!utf8_is_mark(left))
            break;
    }
    return offset == 0 || offset >= text.len
        || !(utf8_is_alphabetic(left) && utf8_is_alphabetic(utf8_next(text, &at)));
}

/* A quotation may begin or end here: not in a word, and not between a letter and its mark. */
static bool is_cut(struct str text, size_t offset)
{
    size_t at = offset;
    if (offset == 0 || offset >= text.len)
        return true;
    return ((unsigned char)text.at[offset] & 0xC0) != 0x80 && is_edge(text, offset)
        && !utf8_is_mark(utf8_next(text, &at));
}

/* Nor inside a letter that was folded to several, as an ellipsis is. */
static bool is_whole(const struct folded *folded, size_t offset)
{
    return is_cut(folded->text, offset)
        && (offset == 0 || offset >= folded->text.len
            || folded->start[offset] != folded->start[offset - 1]);
}

/* The next place of `part` at or after byte `from`; the text's length and more for none. */
static size_t find_place(struct str text, struct str part, size_t from)
{
    size_t at = str_find(text, part, from);
    while (at < text.len
           && !(is_edge(text, at) && is_edge(text, at + part.len) && is_cut(text, at + part.len)))
        at = str_find(text, part, at + 1);
    return at;
}

static size_t count_places(struct str text, struct str part)
{
    size_t count = 0;
    for (size_t at = 0; (at = find_place(text, part, at)) < text.len; at++)
        count++;
    return count;
}

/* ---- what a note should stand on ------------------------------------------------------------- */

static bool is_on(const struct node *node, struct str id)
{
    for (; node != NULL; node = node->parent) {
        if (!node_has_class(node, "passage"))
            continue;
        struct str notes = node_attr(node, "note"), one;
        while (str_word(&notes, &one))
            if (str_eq(one, id))
                return true;
    }
    return false;
}

/* The rendered bytes that are marked as the passage of a note. */
static struct range marked_range(const struct rendered *rendered, struct str id)
{
    struct range range = {SIZE_MAX, 0};
    for (size_t i = 0; i < rendered->pieces.count; i++) {
        const struct rendered_piece *piece = &rendered->pieces.at[i];
        if (!is_on(piece->node, id))
            continue;
        range.start = range.start < piece->start ? range.start : piece->start;
        range.end = piece->end;
    }
    return range;
}

static bool is_code(const struct node *node)
{
    return node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK;
}

/* A passage that begins or ends in code lights all of the code. */
static struct range widened(const struct rendered *rendered, struct range range)
{
    const struct rendered_piece *first = &rendered->pieces.at[rendered_find(rendered, range.start)];
    const struct rendered_piece *last =
        &rendered->pieces.at[rendered_find(rendered, range.end - 1)];
    if (is_code(first->node))
        range.start = first->start;
    if (is_code(last->node))
        range.end = last->end;
    return range;
}

/* The rendered bytes of the folded ones. */
static struct range place_of(const struct round *r, size_t start, size_t end)
{
    return widened(&r->rendered, (struct range){r->folded.start[start], r->folded.end[end - 1]});
}

static bool is_same(struct range a, struct range b)
{
    return a.start == b.start && a.end == b.end;
}

/* Whether `got` is one of the places where the essay says what was quoted. */
static bool is_own(const struct round *r, const struct taken *taken, struct range got)
{
    struct str text = r->folded.text;
    if (taken->first.len != 0) {
        struct str on = str_slice(r->rendered.text, got.start, got.end);
        on = fold_text(r->arena, on).text;
        size_t first = str_find(on, taken->first, 0);
        return first < on.len && str_find(on, taken->last, first + taken->first.len) < on.len;
    }
    for (size_t at = 0; (at = find_place(text, taken->quote, at)) < text.len; at++)
        if (is_same(got, place_of(r, at + taken->part.start, at + taken->part.end)))
            return true;
    return false;
}

/* ---- reading --------------------------------------------------------------------------------- */

static struct source *source_of(struct arena *arena, const char *path, struct str text)
{
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){.path = str_from(path), .text = text};
    return source;
}

static struct str notes_text(struct arena *arena, const struct round *r, size_t first, size_t end)
{
    struct out out = out_new(arena);
    for (size_t i = first; i < end; i++)
        out_fmt(&out, "## n%zu\n\n%.*s\nOn it.\n\n", i, STR_ARG(r->taken[i].typed));
    return out_str(&out);
}

static struct doc *read_body(struct round *r)
{
    struct doc *doc = ARENA_NEW(r->arena, struct doc);
    doc->arena = r->arena;
    doc->site = r->site;
    doc->page = r->page;
    doc->language = STR("en");
    doc->source = source_of(r->arena, "essay.md", r->essay);
    doc->body = read_markdown(r->arena, &r->site->config, r->essay,
                              span_of(doc->source, 0, r->essay.len), doc->language, r->diags);
    return doc;
}

static void set_essay(struct round *r, struct str text)
{
    r->essay = text;
    r->doc = read_body(r);
    r->rendered = fold_render(r->arena, r->doc->body);
    r->folded = fold_text(r->arena, r->rendered.text);
}

static struct round round_new(struct dice *dice)
{
    struct round r = {.dice = dice, .arena = arena_new(), .diags = diags_new()};
    r.site = ARENA_NEW(r.arena, struct site);
    r.page = ARENA_NEW(r.arena, struct page);
    r.site->arena = r.arena;
    r.site->today = STR("2024-05-02");
    r.page->slug = STR("essay");
    config_defaults(r.arena, &r.site->config);
    if (r.site->config.layers.count == 0)
        *LIST_ADD(&r.site->config.layers, r.arena) = (struct layer){.name = STR("note")};
    return r;
}

static void round_free(struct round *r)
{
    diags_free(r->diags);
    arena_free(r->arena);
}

/* Everything that was said, the essay and the notes, for whoever has to find out why. */
static void show(const struct round *r)
{
    fprintf(stderr, "---- essay\n%.*s\n---- notes\n", STR_ARG(r->essay));
    struct str notes = notes_text(r->arena, r, 0, r->count);
    fprintf(stderr, "%.*s\n", STR_ARG(notes));
    diags_print(r->diags, stderr, (struct diags_style){0});
}

#define HOLDS(r, condition)                                                                        \
    do {                                                                                           \
        bool holds = (condition);                                                                  \
        if (!holds)                                                                                \
            show(r);                                                                               \
        assert_true(holds);                                                                        \
    } while (0)

/* ---- taking and typing ----------------------------------------------------------------------- */

static struct range random_range(const struct round *r, size_t most)
{
    struct str text = r->folded.text;
    struct range range = {roll(r->dice, text.len), 0};
    range.end = range.start + 1 + roll(r->dice, most);
    range.end = range.end < text.len ? range.end : text.len;
    while (range.start > 0 && !is_whole(&r->folded, range.start))
        range.start--;
    while (range.end < text.len && !is_whole(&r->folded, range.end))
        range.end++;
    while (range.start < range.end && text.at[range.start] == ' ')
        range.start++;
    while (range.end > range.start && text.at[range.end - 1] == ' ')
        range.end--;
    return range;
}

/* Another sign for the same, as another keyboard has it. */
static uint32_t other_sign(struct dice *dice, uint32_t code)
{
    static const uint32_t single[] = {'\'', 0x2018, 0x2019, 0x02BC};
    static const uint32_t twofold[] = {'"', 0x201C, 0x201D, 0x201E, 0xAB, 0xBB};
    static const uint32_t dashes[] = {'-', 0x2010, 0x2013, 0x2014};
    if (code == '\'' || code == 0x2019 || code == 0x2018)
        return single[roll(dice, 4)];
    if (code == '"' || code == 0x201C || code == 0x201D)
        return twofold[roll(dice, 6)];
    if (code == 0x2013 || code == 0x2014)
        return dashes[roll(dice, 4)];
    return code;
}

static void put_space(struct dice *dice, struct out *out, bool broken)
{
    static const char *const spaces[] = {" ", " ", " ", "\n> ", "\xC2\xA0", "  ", "\xE2\x80\xAF"};
    if (broken && roll(dice, 2) == 0)
        out_c(out, "\n>\n> ");
    else
        out_c(out, spaces[roll(dice, sizeof spaces / sizeof spaces[0])]);
}

/* A letter as somebody else types it; what Markdown would take for markup is escaped. */
static void put_typed(struct dice *dice, struct out *out, uint32_t code)
{
    code = other_sign(dice, code);
    bool sign = code < 0x80 && utf8_is_punctuation(code);
    if (sign)
        out_c(out, "\\");
    out_code(out, code);
    if (!sign && roll(dice, 16) == 0)
        out_code(out, 0xAD);
}

/* Words between spaces that are set in something else than in the essay. */
static void put_opening(struct dice *dice, struct out *out, const char **closing)
{
    switch (roll(dice, 10)) {
    case 0:
        out_c(out, "*");
        *closing = "*";
        break;
    case 1:
        out_c(out, "[");
        *closing = "](https://example.org/b)";
        break;
    default: *closing = ""; break;
    }
}

static bool is_letter(uint32_t code)
{
    return !utf8_is_punctuation(code) && !utf8_is_space(code) && !utf8_is_mark(code);
}

/* One word of the essay's rendered text, dressed where that is safe: between letters. */
static void put_dressed(struct dice *dice, struct out *out, struct str word)
{
    size_t start, at = 0;
    const char *closing = "";
    bool plain = word.len > 0 && is_letter(utf8_next(word, &at))
        && is_letter(utf8_before(word, word.len, &start));
    if (plain)
        put_opening(dice, out, &closing);
    for (at = 0; at < word.len;)
        put_typed(dice, out, utf8_next(word, &at));
    out_c(out, closing);
    if (plain && roll(dice, 24) == 0)
        out_c(out, "[^9]");
}

/* Rendered bytes of the essay, typed into the notes file. */
static void put_text(struct dice *dice, struct out *out, struct str text, size_t word)
{
    for (size_t at = 0; at <= text.len; at++) {
        size_t next = at;
        bool space = at < text.len && utf8_is_space(utf8_next(text, &next));
        if (at < text.len && !space) {
            at = next - 1;
            continue;
        }
        put_dressed(dice, out, str_slice(text, word, at));
        if (space)
            put_space(dice, out, text.at[at] == '\n');
        word = space ? next : at;
        at = space ? next - 1 : at;
    }
}

static void put_part(const struct round *r, struct out *out, size_t start, size_t end)
{
    if (start >= end)
        return;
    bool before = r->folded.text.at[start] == ' ', behind = r->folded.text.at[end - 1] == ' ';
    out_c(out, before ? " " : "");
    if (start + before < end - (behind && end - start > 1))
        put_text(r->dice, out,
                 str_slice(r->rendered.text, r->folded.start[start + before],
                           r->folded.end[end - 1 - behind]),
                 0);
    out_c(out, behind && end - start > 1 ? " " : "");
}

static struct str decomposed(struct arena *arena, struct str text)
{
    char *nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)str_c(arena, text));
    struct str kept = str_keep(arena, str_from(nfd));
    free(nfd);
    return kept;
}

static struct str finished(const struct round *r, struct out *out)
{
    out_c(out, "\n");
    return roll(r->dice, 3) == 0 ? decomposed(r->arena, out_str(out)) : out_str(out);
}

/* The passage with or without words around it that are marked as its context. */
static bool take_plain(struct round *r, struct taken *taken)
{
    struct range whole = random_range(r, 80), part = whole;
    taken->quote = str_slice(r->folded.text, whole.start, whole.end);
    if (taken->quote.len == 0 || count_places(r->folded.text, taken->quote) != 1)
        return false;
    struct out out = out_new(r->arena);
    out_c(&out, "> ");
    struct range inner = random_range(r, 20);
    bool marked = inner.start < inner.end && inner.start >= whole.start && inner.end <= whole.end;
    if (marked)
        part = inner;
    put_part(r, &out, whole.start, part.start);
    out_c(&out, marked ? "==" : "");
    put_part(r, &out, part.start, part.end);
    out_c(&out, marked ? "==" : "");
    put_part(r, &out, part.end, whole.end);
    taken->part = (struct range){part.start - whole.start, part.end - whole.start};
    taken->typed = finished(r, &out);
    return true;
}

/* Two pieces, each of which the essay says just once, with what stands between left out. */
static bool take_pieces(struct round *r, struct taken *taken, struct range *all)
{
    struct range a = random_range(r, 30), b = random_range(r, 30);
    if (a.start >= a.end || b.start >= b.end || a.end >= b.start)
        return false;
    taken->first = str_slice(r->folded.text, a.start, a.end);
    taken->last = str_slice(r->folded.text, b.start, b.end);
    if (count_places(r->folded.text, taken->first) != 1
        || count_places(r->folded.text, taken->last) != 1)
        return false;
    struct out out = out_new(r->arena);
    out_c(&out, "> ");
    put_part(r, &out, a.start, a.end);
    out_c(&out, roll(r->dice, 2) == 0 ? " […] " : " [...] ");
    put_part(r, &out, b.start, b.end);
    taken->typed = finished(r, &out);
    *all = place_of(r, a.start, b.end);
    return true;
}

/* Take a passage, if the dice find one that stands only once; `want` is where it stands. */
static void take(struct round *r, struct range *want)
{
    struct taken *taken = &r->taken[r->count];
    *taken = (struct taken){0};
    if (roll(r->dice, 4) == 0) {
        if (take_pieces(r, taken, want))
            r->count++;
        return;
    }
    if (!take_plain(r, taken))
        return;
    size_t at = find_place(r->folded.text, taken->quote, 0);
    *want = place_of(r, at + taken->part.start, at + taken->part.end);
    r->count++;
}

/* ---- the two properties ---------------------------------------------------------------------- */

static void read_taken(struct round *r, struct doc *doc, size_t first, size_t end)
{
    struct source *file = source_of(r->arena, "notes.md", notes_text(r->arena, r, first, end));
    HOLDS(r, read_notes(doc, file, r->diags));
    HOLDS(r, doc->notes.count == end - first);
}

static void check_taken(struct round *r)
{
    struct range want[NOTES];
    struct str text = r->folded.text;
    HOLDS(r, str_eq(fold_text(r->arena, text).text, text));
    for (size_t i = 0; i < NOTES && text.len > 0; i++)
        take(r, &want[r->count]);
    read_taken(r, r->doc, 0, r->count);
    HOLDS(r, annotate_doc(r->doc, r->diags));
    struct rendered after = fold_render(r->arena, r->doc->body);
    HOLDS(r, str_eq(r->rendered.text, after.text));
    for (size_t i = 0; i < r->count; i++)
        HOLDS(r, is_same(marked_range(&after, str_fmt(r->arena, "n%zu", i)), want[i]));
}

struct tally {
    size_t taken, found, lost;
};

/* The note alone on the edited essay: found on its own words, or not at all. */
static void check_edited(struct round *r, size_t index, struct tally *tally)
{
    const struct taken *taken = &r->taken[index];
    struct doc *doc = read_body(r);
    read_taken(r, doc, index, index + 1);
    bool found = annotate_doc(doc, r->diags);
    if (taken->first.len == 0) {
        size_t places = count_places(r->folded.text, taken->quote);
        HOLDS(r, places != 1 || found);
        HOLDS(r, places != 0 || !found);
    }
    if (found) {
        struct rendered after = fold_render(r->arena, doc->body);
        HOLDS(r, str_eq(r->rendered.text, after.text));
        HOLDS(r, is_own(r, taken, marked_range(&after, str_fmt(r->arena, "n%zu", index))));
    }
    tally->found += found;
    tally->lost += !found;
}

static void run_round(struct dice *dice, struct tally *tally)
{
    struct essay essay;
    struct round r = round_new(dice);
    random_essay(dice, &essay);
    set_essay(&r, essay_text(dice, r.arena, &essay));
    check_taken(&r);
    tally->taken += r.count;
    for (size_t i = 0, edits = 1 + roll(dice, EDITS_MOST); i < edits; i++)
        edit_once(dice, &essay);
    set_essay(&r, essay_text(dice, r.arena, &essay));
    for (size_t i = 0; i < r.count; i++)
        check_edited(&r, i, tally);
    round_free(&r);
}

static size_t number_from(const char *name, size_t otherwise)
{
    const char *value = getenv(name);
    return value != NULL ? (size_t)strtoull(value, NULL, 10) : otherwise;
}

static void finds_what_was_taken_and_nothing_else(void **state)
{
    (void)state;
    size_t seed = number_from("SEED", 20240502), rounds = number_from("ROUNDS", ROUNDS);
    struct dice dice = {(uint64_t)seed * 0x9E3779B97F4A7C15u | 1};
    struct tally tally = {0};
    printf("SEED=%zu, %zu rounds\n", seed, rounds);
    for (size_t i = 0; i < rounds; i++)
        run_round(&dice, &tally);
    printf("%zu notes taken; after the edits %zu found, %zu lost\n", tally.taken, tally.found,
           tally.lost);
    assert_true(tally.taken >= rounds);
    assert_true(tally.found > tally.taken / 4 && tally.lost > tally.taken / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_was_taken_and_nothing_else)};
    read_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
