/*
 * Comparing texts word by word, and notes through random edits: kept words are a common
 * subsequence, unchanged text is itself, and no note is ever tied to words that are not its own.
 * SEED=n in the environment gives other rounds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "annotate/diff.h"
#include "annotate/rebase.h"
#include "annotate_tree.h"
#include "base/out.h"
#include "base/utf8.h"

enum { DIFF_ROUNDS = 4000, EDIT_ROUNDS = 10000, SENTENCES = 12, WORDS_MOST = 14 };

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

static struct dice new_dice(const char *what)
{
    const char *seed = getenv("SEED");
    struct dice dice = {seed != NULL ? strtoull(seed, NULL, 10) : 20240502};
    printf("%s: SEED=%llu\n", what, (unsigned long long)dice.state);
    dice.state = dice.state * 0x9E3779B97F4A7C15u | 1;
    return dice;
}

/* ---- the comparison ---- */

static const char *const few[] = {"the ", "a ", "of ",     "mill ",   "weir, ", "wheel. ",
                                  "水車", "は", "레이더 ", "항적을 ", "في ",    "الصيف "};

static struct str random_text(struct dice *dice, struct arena *arena, size_t most)
{
    struct out out = out_new(arena);
    for (size_t i = roll(dice, most); i > 0; i--)
        out_c(&out, few[roll(dice, sizeof few / sizeof few[0])]);
    return str_trim(out_str(&out));
}

static bool is_same_token(const struct diff *diff, struct str old, struct str new, size_t i)
{
    struct token a = diff->old.at[i], b = diff->new.at[diff->to[i]];
    return str_eq(str_slice(old, a.start, a.end), str_slice(new, b.start, b.end));
}

/* Pairs rise in both texts, say the same, and agree on each other. */
static void check_diff(struct arena *arena, struct str old, struct str new)
{
    struct diff diff = diff_texts(arena, old, new);
    uint32_t last = 0;
    size_t kept = 0;
    for (size_t i = 0; i < diff.old.count; i++) {
        if (diff.to[i] == DIFF_NONE)
            continue;
        assert_true(diff.to[i] < diff.new.count);
        assert_true(kept++ == 0 || diff.to[i] > last);
        assert_true(is_same_token(&diff, old, new, i));
        assert_int_equal(diff.from[diff.to[i]], i);
        last = diff.to[i];
    }
    for (size_t i = 0; i < diff.new.count; i++)
        kept -= diff.from[i] != DIFF_NONE;
    assert_int_equal(kept, 0);
}

static void check_itself(struct arena *arena, struct str text)
{
    struct diff diff = diff_texts(arena, text, text);
    for (size_t i = 0; i < diff.old.count; i++)
        assert_int_equal(diff.to[i], i);
}

static void pairs_a_common_subsequence(void **state)
{
    (void)state;
    struct dice dice = new_dice("diff");
    struct arena *arena = arena_new();
    for (size_t i = 0; i < DIFF_ROUNDS; i++) {
        struct str old = random_text(&dice, arena, 60), new = random_text(&dice, arena, 60);
        check_diff(arena, old, new);
        check_diff(arena, old, str_slice(old, 0, 0));
        check_itself(arena, old);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* How many tokens of `old` are kept, and the texts of those of `new` that are not. */
static void check_new(const char *old, const char *new, const char *fresh)
{
    struct arena *arena = arena_new();
    struct diff diff = diff_texts(arena, str_from(old), str_from(new));
    struct out out = out_new(arena);
    for (size_t i = 0; i < diff.new.count; i++) {
        if (diff.from[i] != DIFF_NONE)
            continue;
        struct token token = diff.new.at[i];
        out_fmt(&out, "%s%.*s", out.len > 0 ? " " : "",
                STR_ARG(str_slice(str_from(new), token.start, token.end)));
    }
    out_char(&out, '\0');
    assert_string_equal(out_str(&out).at, fresh);
    arena_free(arena);
}

static void knows_what_is_new(void **state)
{
    (void)state;
    check_new("a b c", "a b c", "");
    check_new("", "a b", "a b");
    check_new("she chalked a cross", "she marked a cross", "marked");
    check_new("One. Three.", "One. Two. Three.", "Two .");
    check_new("One. Two", "One. Two. Three", ". Three");
    check_new("It stopped.", "It stopped. It turned.", "It turned .");
    check_new("彼は理由を言えなかった。", "彼女は理由を言えなかった。", "女");
    check_new("cannot stop", "can stop", "can");
    check_new("x y", "y x", "x");
}

/* Repetition without end is what makes comparisons slow. */
static void ends_on_repetition(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct out old = out_new(arena), new = out_new(arena);
    for (size_t i = 0; i < 60000; i++) {
        out_c(&old, i % 3 == 0 ? "a " : "b ");
        out_c(&new, i % 7 == 0 ? "a " : "b ");
    }
    check_diff(arena, str_trim(out_str(&old)), str_trim(out_str(&new)));
    arena_free(arena);
}

/* ---- notes through edits ---- */

/*
 * Each word of the essay is a number of its own, so that the words of a passage can be told from
 * all others; some are common ones, so that there are look-alikes.
 */
struct sentence {
    unsigned words[WORDS_MOST];
    size_t count;
};

struct text {
    struct sentence sentences[SENTENCES * 2];
    size_t count;
};

enum { COMMON = 6 };

static unsigned new_word(struct dice *dice, unsigned *next)
{
    return roll(dice, 3) == 0 ? (unsigned)roll(dice, COMMON) : COMMON + (*next)++;
}

static struct sentence new_sentence(struct dice *dice, unsigned *next)
{
    struct sentence sentence = {.count = 4 + roll(dice, WORDS_MOST - 4)};
    for (size_t i = 0; i < sentence.count; i++)
        sentence.words[i] = new_word(dice, next);
    return sentence;
}

/* Letters that differ from word to word as those of a language do; room for eight of them. */
static void spell(unsigned word, char *to)
{
    uint64_t state = (word + 1) * UINT64_C(0x9E3779B97F4A7C15);
    size_t length = word < COMMON ? 3 : 5 + state % 3;
    for (size_t i = 0; i < length; i++) {
        state ^= state >> 29;
        state *= UINT64_C(0xBF58476D1CE4E5B9);
        to[i] = (char)('a' + (state >> 40) % 26);
    }
    to[length] = '\0';
}

static void put_sentence(struct out *out, const struct sentence *sentence)
{
    char word[8];
    for (size_t i = 0; i < sentence->count; i++) {
        spell(sentence->words[i], word);
        out_fmt(out, "%s%s", i > 0 ? " " : "", word);
    }
}

static struct str text_of(struct arena *arena, const struct text *text)
{
    struct out out = out_new(arena);
    for (size_t i = 0; i < text->count; i++) {
        put_sentence(&out, &text->sentences[i]);
        out_c(&out, i % 3 == 2 ? ".\n\n" : ". ");
    }
    return out_str(&out);
}

static void remove_sentence(struct text *text, size_t at)
{
    for (size_t i = at; i + 1 < text->count; i++)
        text->sentences[i] = text->sentences[i + 1];
    text->count--;
}

static void insert_sentence(struct text *text, size_t at, struct sentence sentence)
{
    for (size_t i = text->count++; i > at; i--)
        text->sentences[i] = text->sentences[i - 1];
    text->sentences[at] = sentence;
}

static void edit(struct dice *dice, struct text *text, unsigned *next)
{
    size_t at = roll(dice, text->count);
    struct sentence *sentence = &text->sentences[at], taken = *sentence;
    switch (roll(dice, 5)) {
    case 0: sentence->words[roll(dice, sentence->count)] = new_word(dice, next); break;
    case 1: *sentence = new_sentence(dice, next); break;
    case 2:
        if (text->count > 2)
            remove_sentence(text, at);
        break;
    case 3:
        remove_sentence(text, at);
        insert_sentence(text, roll(dice, text->count + 1), taken);
        break;
    default:
        if (text->count < SENTENCES * 2)
            insert_sentence(text, at, new_sentence(dice, next));
        break;
    }
}

/* How many of the passage's own words (no common ones) `text` has, and how many they are. */
static size_t own_words(struct str text, const struct sentence *passage, size_t *all)
{
    size_t found = 0;
    *all = 0;
    for (size_t i = 0; i < passage->count; i++) {
        char word[8];
        if (passage->words[i] < COMMON)
            continue;
        spell(passage->words[i], word);
        found += str_has(text, str_from(word));
        ++*all;
    }
    return found;
}

static struct doc doc_of(struct arena *arena, struct str text)
{
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){.path = STR("essay.md"), .text = text};
    return (struct doc){.arena = arena, .source = source, .body = tree_of(arena, source)};
}

static struct note note_of(struct arena *arena, const struct sentence *passage)
{
    struct out out = out_new(arena);
    struct source *source = ARENA_NEW(arena, struct source);
    struct note note = {.id = STR("n")};
    out_c(&out, "> ");
    put_sentence(&out, passage);
    *source = (struct source){.path = STR("notes.md"), .text = out_str(&out)};
    note.quote = str_slice(source->text, 2, source->text.len);
    note.quote_span = span_of(source, 0, source->text.len);
    *LIST_ADD(&note.lines, arena) = (struct quote_line){0, 2};
    struct source *quoted = ARENA_NEW(arena, struct source);
    *quoted = (struct source){.path = STR("notes.md"), .text = note.quote};
    note.quote_tree = tree_of(arena, quoted);
    return note;
}

static void check_fate(const struct fate *fate, const struct sentence *passage, struct str new)
{
    size_t all, found = own_words(fate->text, passage, &all);
    bool has = fate->verdict != VERDICT_DELETED && fate->verdict != VERDICT_AMBIGUOUS;
    if (!has)
        assert_int_equal(fate->text.len, 0);
    else if (fate->verdict != VERDICT_EDITED)
        assert_int_equal(found, all);
    else if (all > 2)
        assert_true(found > 0);
    /* What stands there unchanged and alone is never given up. */
    if (!has && all > 2 && own_words(new, passage, &all) == all)
        assert_true(fate->verdict == VERDICT_AMBIGUOUS || !fate->built);
}

static void never_takes_what_is_not_its_own(void **state)
{
    (void)state;
    struct dice dice = new_dice("edits");
    struct arena *arena = arena_new();
    size_t counts[5] = {0};
    for (size_t i = 0; i < EDIT_ROUNDS; i++) {
        struct text text = {.count = SENTENCES};
        unsigned next = 0;
        for (size_t at = 0; at < text.count; at++)
            text.sentences[at] = new_sentence(&dice, &next);
        struct sentence passage = text.sentences[roll(&dice, text.count)];
        struct doc old = doc_of(arena, text_of(arena, &text));
        for (size_t edits = 1 + roll(&dice, 12); edits > 0; edits--)
            edit(&dice, &text, &next);
        struct doc new = doc_of(arena, text_of(arena, &text));
        struct note note = note_of(arena, &passage);
        struct fate fate = rebase_note(rebase_new(arena, &new, &old), &note);
        assert_true(fate.known);
        check_fate(&fate, &passage, new.source->text);
        counts[fate.verdict]++;
        arena_reset(arena);
    }
    for (size_t i = 0; i < 5; i++)
        printf("  %s %zu\n", verdict_name((enum verdict)i), counts[i]);
    for (size_t i = 0; i < 5; i++)
        assert_true(counts[i] > 0 || i == VERDICT_AMBIGUOUS);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_a_common_subsequence),
        cmocka_unit_test(knows_what_is_new),
        cmocka_unit_test(ends_on_repetition),
        cmocka_unit_test(never_takes_what_is_not_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
