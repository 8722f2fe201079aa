/*
 * Words: what a page says of itself ("Notes", "Figure 2", a date), by language, from the theme's
 * strings/LANGUAGE.json.
 */
#ifndef GLOSS_WRITE_WORDS_H
#define GLOSS_WRITE_WORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"

/* The words for one language. They belong to the theme, which outlives every page. */
struct words {
    const json_t *root;  /* {"words": {…}}: the outermost context of templates */
    const json_t *all;   /* what is in it */
    struct str language; /* the tag that was asked for */
    bool foreign;        /* the theme has no words in that language; these are English */
};

/* The word under `key`; empty where there is none. */
struct str word(struct words words, const char *key);

/* The n-th of a list of words ("quotes", "months"), counted from 0; empty where there is none. */
struct str word_at(struct words words, const char *key, size_t n);

/*
 * The word under `key` with `value` where it has a
 * name in braces, as in "Figure {n}". In `arena`.
 */
struct str word_with(struct arena *arena, struct words words, const char *key, struct str value);

/*
 * The phrase under `key` for a count, by the language's plural rules: "1 note", "9 notes". The
 * theme gives it as an object with `other` and, where they differ, `one`, `two`, `few` and `many`,
 * as CLDR names them, and `zero` for none in any language. In `arena`.
 */
struct str word_counted(struct arena *arena, struct words words, const char *key, size_t count);

/*
 * An ISO date, or a year or month, as the language writes it in full (CLDR's long form), with
 * digits of ASCII.
 * Text    a text that is no such date, or a language without words of its own, gives it as it is.
 * Owns    `arena`.
 */
struct str word_date(struct arena *arena, struct words words, struct str iso);

/* Whether a language is written from right to left. */
bool language_is_rtl(struct str language);

/* The language without region and script: "en" of "en-GB". */
struct str language_primary(struct str language);

#endif
