/*
 * Random essays for the tests of annotating: blocks of words in many scripts, each dressed in some
 * way, that are written as Markdown and can be edited and written again.
 */
#ifndef GLOSS_TESTS_ANNOTATE_ESSAY_H
#define GLOSS_TESTS_ANNOTATE_ESSAY_H

#include <stdint.h>
#include <string.h>

#include "base/out.h"

struct dice {
    uint64_t state;
};

static inline size_t roll(struct dice *dice, size_t sides)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (size_t)(dice->state % sides);
}

/* None of them begins or ends a block where it stands at the beginning of a line. */
static const char *const vocabulary[] = {"the",
                                         "treaty",
                                         "of",
                                         "Köln",
                                         "Ko\u0308ln",
                                         "naïve",
                                         "a",
                                         "signed,",
                                         "“secret”",
                                         "\"open\"",
                                         "it’s",
                                         "it's",
                                         "1951",
                                         "a — b",
                                         "so--called",
                                         "Straße",
                                         "l’été",
                                         "coöperation",
                                         "end.",
                                         "harbour",
                                         "lamp",
                                         "The",
                                         "keeper’s",
                                         "oﬃce",
                                         "wait…",
                                         "wait...",
                                         "tra\u00ADde",
                                         "x²",
                                         "snake_case",
                                         "a \\* b",
                                         "AT&amp;T",
                                         "한국의",
                                         "정부는",
                                         "레이더",
                                         "항적을",
                                         "등대",
                                         "등대가",
                                         "\u1103\u1173\u11bc\u1103\u1162",
                                         "日本",
                                         "防衛省は",
                                         "発表した。",
                                         "灯台",
                                         "か\u3099く",
                                         "条约",
                                         "中国",
                                         "１９５１年",
                                         "灯塔。",
                                         "“灯”",
                                         "الاتفاقية",
                                         "السرية",
                                         "كَتَبَ",
                                         "الحـارس",
                                         "הסכם",
                                         "הסודי",
                                         "בית־ספר",
                                         "דו״ח",
                                         "שָׁלוֹם",
                                         "کتاب\u200cها",
                                         "می\u200cخواند",
                                         "خانهٔ",
                                         "σημείο",
                                         "договор",
                                         "договора",
                                         "lamplight",
                                         "👩\u200d🚀",
                                         "VHF\u00A016"};

enum { VOCABULARY = sizeof vocabulary / sizeof vocabulary[0], BLOCKS_MOST = 24, WORDS_MOST = 40 };

enum dress { PLAIN, EMPH, STRONG, CODE, LINK, FOOTNOTE, STRUCK, SPAN, DRESSES };

enum shape {
    PARAGRAPH,
    WRAPPED,
    HEADING,
    BULLETS,
    NUMBERS,
    NESTED,
    ROWS,
    QUOTATION,
    FENCED,
    DEFINITION,
    SHAPES
};

struct essay_word {
    size_t word;
    enum dress dress;
};

struct essay_block {
    enum shape shape;
    size_t count;
    struct essay_word words[WORDS_MOST];
};

struct essay {
    size_t count;
    struct essay_block blocks[BLOCKS_MOST];
};

static inline struct essay_word random_word(struct dice *dice)
{
    struct essay_word word = {roll(dice, VOCABULARY), PLAIN};
    if (roll(dice, 3) == 0)
        word.dress = (enum dress)roll(dice, DRESSES);
    return word;
}

static inline struct essay_block random_block(struct dice *dice)
{
    struct essay_block block = {.shape = (enum shape)roll(dice, SHAPES)};
    if (roll(dice, 3) == 0)
        block.shape = WRAPPED;
    block.count = 2 + roll(dice, 18);
    for (size_t i = 0; i < block.count; i++)
        block.words[i] = random_word(dice);
    return block;
}

static inline void random_essay(struct dice *dice, struct essay *essay)
{
    essay->count = 1 + roll(dice, 8);
    for (size_t i = 0; i < essay->count; i++)
        essay->blocks[i] = random_block(dice);
}

/* ---- editing ------------------------------------------------------------------------------ */

static inline void delete_word(struct essay_block *block, size_t at)
{
    block->count--;
    memmove(&block->words[at], &block->words[at + 1], (block->count - at) * sizeof block->words[0]);
}

static inline void insert_word(struct essay_block *block, size_t at, struct essay_word word)
{
    memmove(&block->words[at + 1], &block->words[at], (block->count - at) * sizeof block->words[0]);
    block->words[at] = word;
    block->count++;
}

/* Some words twice: what was said once may now stand in two places. */
static inline void repeat_words(struct dice *dice, struct essay_block *block)
{
    size_t count = 1 + roll(dice, block->count);
    for (size_t i = 0; i < count && block->count < WORDS_MOST; i++)
        insert_word(block, block->count, block->words[i]);
}

static inline void edit_once(struct dice *dice, struct essay *essay)
{
    struct essay_block *block = &essay->blocks[roll(dice, essay->count)];
    struct essay_block *other = &essay->blocks[roll(dice, essay->count)], kept = *other;
    size_t at = roll(dice, block->count);
    switch (roll(dice, 7)) {
    case 0:
        if (block->count > 2)
            delete_word(block, at);
        break;
    case 1:
        if (block->count < WORDS_MOST)
            insert_word(block, at, random_word(dice));
        break;
    case 2: block->words[at] = random_word(dice); break;
    case 3: block->words[at].dress = (enum dress)roll(dice, DRESSES); break;
    case 4: repeat_words(dice, block); break;
    case 5: block->shape = (enum shape)roll(dice, SHAPES); break;
    default:
        *other = *block;
        *block = kept;
        break;
    }
}

/* ---- writing ------------------------------------------------------------------------------ */

struct essay_writer {
    struct out *out;
    struct dice *dice; /* for where lines end */
    size_t footnotes;
};

static inline void put_word(struct essay_writer *w, struct essay_word word)
{
    const char *text = vocabulary[word.word];
    switch (word.dress) {
    case EMPH: out_fmt(w->out, "*%s*", text); break;
    case STRONG: out_fmt(w->out, "**%s**", text); break;
    case CODE: out_fmt(w->out, "`%s`", text); break;
    case LINK: out_fmt(w->out, "[%s *here*](https://example.org/a)", text); break;
    case FOOTNOTE: out_fmt(w->out, "%s[^f%zu]", text, ++w->footnotes); break;
    case STRUCK: out_fmt(w->out, "~~%s~~", text); break;
    case SPAN: out_fmt(w->out, "[%s]{.term-like}", text); break;
    case PLAIN:
    case DRESSES: out_c(w->out, text); break;
    }
}

/* The words from `start` to before `end`, a line now and then ended by `wrap`. */
static inline void put_words(struct essay_writer *w, const struct essay_block *block, size_t start,
                             size_t end, const char *wrap)
{
    for (size_t i = start; i < end; i++) {
        put_word(w, block->words[i]);
        if (i + 1 < end)
            out_c(w->out, roll(w->dice, 5) == 0 ? wrap : " ");
    }
}

/* Two or three words a line, each behind its mark. */
static inline void put_items(struct essay_writer *w, const struct essay_block *block,
                             const char *first, const char *rest, const char *wrap)
{
    for (size_t i = 0; i < block->count; i += 3) {
        size_t end = i + 3 < block->count ? i + 3 : block->count;
        out_c(w->out, i == 0 ? first : rest);
        put_words(w, block, i, end, wrap);
        out_c(w->out, "\n");
    }
}

static inline void put_rows(struct essay_writer *w, const struct essay_block *block)
{
    out_c(w->out, "| ");
    put_word(w, block->words[0]);
    out_c(w->out, " | ");
    put_word(w, block->words[1]);
    out_c(w->out, " |\n|---|---|\n");
    for (size_t i = 2; i + 1 < block->count; i += 2) {
        out_c(w->out, "| ");
        put_word(w, block->words[i]);
        out_c(w->out, " | ");
        put_word(w, block->words[i + 1]);
        out_c(w->out, " |\n");
    }
    out_c(w->out, "\n: The caption of ");
    put_word(w, block->words[0]);
    out_c(w->out, "\n");
}

static inline void put_fenced(struct essay_writer *w, const struct essay_block *block)
{
    out_c(w->out, "```\n");
    for (size_t i = 0; i < block->count; i++)
        out_fmt(w->out, "%s%s", vocabulary[block->words[i].word],
                i % 4 == 3 || i + 1 == block->count ? "\n" : " ");
    out_c(w->out, "```\n");
}

static inline void put_block(struct essay_writer *w, const struct essay_block *block)
{
    switch (block->shape) {
    case HEADING:
        out_c(w->out, "## ");
        put_words(w, block, 0, block->count, " ");
        break;
    case BULLETS: put_items(w, block, "- ", "- ", "\n  "); break;
    case NUMBERS: put_items(w, block, "1. ", "2. ", "\n   "); break;
    case NESTED: put_items(w, block, "- ", "  - ", " "); break;
    case ROWS: put_rows(w, block); break;
    case QUOTATION:
        out_c(w->out, "> ");
        put_words(w, block, 0, block->count, "\n> ");
        break;
    case FENCED: put_fenced(w, block); break;
    case DEFINITION: put_items(w, block, "", ": ", " "); break;
    case WRAPPED: put_words(w, block, 0, block->count, "\n"); break;
    case PARAGRAPH:
    case SHAPES: put_words(w, block, 0, block->count, "  \n"); break;
    }
}

static inline struct str essay_text(struct dice *dice, struct arena *arena,
                                    const struct essay *essay)
{
    struct out out = out_new(arena);
    struct essay_writer w = {&out, dice, 0};
    for (size_t i = 0; i < essay->count; i++) {
        put_block(&w, &essay->blocks[i]);
        /* Two lists one after the other would be one. */
        out_c(&out, "\n\n<!-- -->\n\n");
    }
    for (size_t i = 1; i <= w.footnotes; i++)
        out_fmt(&out, "[^f%zu]: An aside of %s.\n\n", i, vocabulary[i % VOCABULARY]);
    return out_str(&out);
}

#endif
