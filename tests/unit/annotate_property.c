/*
 * Random essays, random passages, the passage written another way: the note is always found where
 * it was taken, and the words of the essay stay what they were. SEED=n in the environment gives
 * other rounds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "annotate/annotate.h"
#include "annotate_tree.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "model/fold.h"

enum { ROUNDS = 3000, NOTES = 4 };

struct dice {
    uint64_t state;
};

static size_t roll(struct dice *dice, size_t sides)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (size_t)(dice->state % sides);
}

static const char *const words[] = {"the",
                                    "treaty",
                                    "of",
                                    "Köln",
                                    "naïve",
                                    "a",
                                    "signed,",
                                    "“secret”",
                                    "it’s",
                                    "1951",
                                    "—",
                                    "Straße",
                                    "l’été",
                                    "coöperation",
                                    "end.",
                                    "한국의",
                                    "정부는",
                                    "레이더",
                                    "항적을",
                                    "日本",
                                    "防衛省は",
                                    "発表した。",
                                    "条约",
                                    "中国",
                                    "الاتفاقية",
                                    "السرية",
                                    "הסכם",
                                    "הסודי",
                                    "کتاب‌ها",
                                    "می‌خواند",
                                    "oﬃce",
                                    "wait…",
                                    "tra\u00ADde"};

static void put_word(struct dice *dice, struct out *out)
{
    const char *word = words[roll(dice, sizeof words / sizeof words[0])];
    switch (roll(dice, 16)) {
    case 0: out_fmt(out, "*%s*", word); break;
    case 1: out_fmt(out, "**%s**", word); break;
    case 2: out_fmt(out, "`%s`", word); break;
    case 3: out_fmt(out, "[%s %s](url)", word, words[roll(dice, 4)]); break;
    case 4: out_fmt(out, "%s^[aside]", word); break;
    default: out_c(out, word); break;
    }
}

static void put_words(struct dice *dice, struct out *out, const char *between)
{
    size_t count = 2 + roll(dice, 12);
    for (size_t i = 0; i < count; i++) {
        put_word(dice, out);
        if (i + 1 < count)
            out_c(out, roll(dice, 8) == 0 ? between : " ");
    }
}

static void put_block(struct dice *dice, struct out *out)
{
    switch (roll(dice, 8)) {
    case 0:
        out_c(out, "# ");
        put_words(dice, out, " ");
        break;
    case 1:
        for (size_t i = 0; i < 3; i++) {
            out_c(out, i == 0 ? "- " : "\n- ");
            put_words(dice, out, " ");
        }
        break;
    case 2:
        out_c(out, "| ");
        put_words(dice, out, " | ");
        out_c(out, " |");
        break;
    default: put_words(dice, out, "\n"); break;
    }
    out_c(out, "\n\n");
}

static struct str random_essay(struct dice *dice, struct arena *arena)
{
    struct out out = out_new(arena);
    for (size_t i = 0, count = 1 + roll(dice, 6); i < count; i++)
        put_block(dice, &out);
    return out_str(&out);
}

/* A range of the folded essay that begins and ends where a quotation may. */
struct range {
    size_t start, end;
};

static bool is_cut(struct str text, size_t offset)
{
    size_t before, at = offset;
    if (offset == 0 || offset >= text.len)
        return true;
    uint32_t left = utf8_before(text, offset, &before), right = utf8_next(text, &at);
    return !(utf8_is_alphabetic(left) && utf8_is_alphabetic(right)) && !utf8_is_mark(right);
}

/* Not inside an ellipsis either: a passage is whole letters. */
static bool is_whole(struct str text, size_t offset)
{
    return is_cut(text, offset)
        && !(offset > 0 && offset < text.len && text.at[offset] == '.'
             && text.at[offset - 1] == '.');
}

static struct range random_range(struct dice *dice, struct str text)
{
    struct range range = {roll(dice, text.len), 0};
    range.end = range.start + 1 + roll(dice, 80);
    range.end = range.end < text.len ? range.end : text.len;
    while (
        range.start > 0
        && (((unsigned char)text.at[range.start] & 0xC0) == 0x80 || !is_whole(text, range.start)))
        range.start--;
    while (range.end < text.len
           && (((unsigned char)text.at[range.end] & 0xC0) == 0x80 || !is_whole(text, range.end)))
        range.end++;
    while (range.start < range.end && text.at[range.start] == ' ')
        range.start++;
    while (range.end > range.start && text.at[range.end - 1] == ' ')
        range.end--;
    return range;
}

static size_t count_places(struct str text, struct str part)
{
    size_t count = 0;
    for (size_t at = 0; (at = str_find(text, part, at)) < text.len; at++)
        count += is_cut(text, at) && is_cut(text, at + part.len);
    return count;
}

/* The passage as somebody else types it. */
static struct str dressed(struct dice *dice, struct arena *arena, struct str passage)
{
    struct out out = out_new(arena);
    bool italic = false;
    for (size_t i = 0; i < passage.len;) {
        uint32_t code = utf8_next(passage, &i);
        if (utf8_is_space(code)) {
            out_c(&out, roll(dice, 4) == 0 ? "\n" : roll(dice, 4) == 0 ? "\xC2\xA0" : " ");
            continue;
        }
        if (code == 0x2019 && roll(dice, 2) == 0)
            code = '\'';
        if (code == 0x2014 && roll(dice, 2) == 0)
            code = 0x2013;
        if (roll(dice, 12) == 0) {
            out_c(&out, "*");
            italic = !italic;
        }
        out_code(&out, code);
        if (roll(dice, 12) == 0)
            out_code(&out, 0xAD);
    }
    if (italic)
        out_c(&out, "*");
    if (roll(dice, 2) == 0)
        return out_str(&out);
    char *nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)str_c(arena, out_str(&out)));
    struct str kept = str_keep(arena, str_from(nfd));
    free(nfd);
    return kept;
}

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

/* A passage that begins or ends in code lights all of the code. */
static struct range widened(const struct rendered *rendered, struct range range)
{
    size_t first = rendered_find(rendered, range.start),
           last = rendered_find(rendered, range.end - 1);
    if (rendered->pieces.at[first].node->kind == NODE_CODE)
        range.start = rendered->pieces.at[first].start;
    if (rendered->pieces.at[last].node->kind == NODE_CODE)
        range.end = rendered->pieces.at[last].end;
    return range;
}

struct round {
    struct arena *arena;
    struct diags *diags;
    struct doc *doc;
    struct range want[NOTES]; /* rendered bytes; end 0 for a note that was not made */
};

static struct str note_name(struct arena *arena, size_t i)
{
    return str_fmt(arena, "n%zu", i);
}

static void take_passages(struct dice *dice, struct round *r)
{
    struct rendered rendered = fold_render(r->arena, r->doc->body);
    struct folded folded = fold_text(r->arena, rendered.text);
    assert_true(str_eq(fold_text(r->arena, folded.text).text, folded.text));
    for (size_t i = 0; i < NOTES; i++) {
        struct range range = random_range(dice, folded.text);
        struct str part = str_slice(folded.text, range.start, range.end);
        if (part.len == 0 || count_places(folded.text, part) != 1)
            continue;
        struct range want = {folded.start[range.start], folded.end[range.end - 1]};
        struct str quote = dressed(dice, r->arena, str_slice(rendered.text, want.start, want.end));
        tree_note(r->doc, str_c(r->arena, note_name(r->arena, i)), quote);
        r->want[i] = widened(&rendered, want);
    }
}

static void check_round(struct round *r, struct str before)
{
    bool ok = annotate_doc(r->doc, r->diags);
    if (!ok) {
        fprintf(stderr, "%.*s\n", STR_ARG(r->doc->source->text));
        diags_print(r->diags, stderr, (struct diags_style){0});
    }
    assert_true(ok);
    struct rendered after = fold_render(r->arena, r->doc->body);
    assert_true(str_eq(before, after.text));
    for (size_t i = 0; i < NOTES; i++) {
        if (r->want[i].end == 0)
            continue;
        struct range got = marked_range(&after, note_name(r->arena, i));
        assert_int_equal(got.start, r->want[i].start);
        assert_int_equal(got.end, r->want[i].end);
    }
}

static void finds_what_was_taken(void **state)
{
    (void)state;
    const char *seed = getenv("SEED");
    struct dice dice = {seed != NULL ? strtoull(seed, NULL, 10) | 1 : 20240502};
    printf("seed %llu, %d rounds\n", (unsigned long long)dice.state, ROUNDS);
    size_t notes = 0;
    for (size_t i = 0; i < ROUNDS; i++) {
        struct round r = {.arena = arena_new(), .diags = diags_new()};
        r.doc = tree_doc(r.arena, random_essay(&dice, r.arena));
        struct str before = fold_render(r.arena, r.doc->body).text;
        take_passages(&dice, &r);
        notes += r.doc->notes.count;
        check_round(&r, before);
        diags_free(r.diags);
        arena_free(r.arena);
    }
    assert_true(notes > ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_was_taken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
