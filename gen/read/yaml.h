/*
 * YAML, strictly: a document becomes a tree of values with their places, and each value is asked
 * for by the type that its key takes. What was not asked for is an unknown key.
 *
 *     struct yaml *map = yaml_read(arena, source, start, end, diags);
 *     meta->title = yaml_str(map, "title");
 *     yaml_finish(map);
 */
#ifndef GLOSS_READ_YAML_H
#define GLOSS_READ_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "base/str.h"
#include "model/site.h"

/*
 * A value. Those of a map have a key; numbers, truth values
 * and nothing are plain scalars of YAML's core schema.
 */
struct yaml {
    enum value_kind kind;
    struct str key;
    struct span key_span, span;
    struct str text; /* of a scalar, as YAML gives it: without quotes, escapes and indentation */
    struct yaml **items; /* of a list or a map */
    size_t count;
    bool known; /* of a map's value: its key was asked for */
    struct yaml_reader *reader;
};

/* What all values of a document share. `fine` is false after any error. */
struct yaml_reader {
    struct arena *arena;
    const struct source *source;
    struct diags *diags;
    bool fine;
};

/* A word and the number that stands for it; a list of them ends with a NULL word. */
struct yaml_word {
    const char *word;
    int value;
};

/*
 * Read the bytes from `start` to `end` of `source` as one map. No bytes at all are an empty map.
 * Owns    `arena`.
 * Fails   NULL after yaml-syntax or wrong-type. Anchors, aliases and tags are refused, so that no
 *         document is larger than its text.
 */
struct yaml *yaml_read(struct arena *arena, const struct source *source, size_t start, size_t end,
                       struct diags *diags);

/*
 * The value under `key`, which is known from now on;
 * NULL where there is none or where it is empty.
 */
struct yaml *yaml_get(struct yaml *map, const char *key);
/* The same; where there is none that is missing-key, with `why` as the help. */
struct yaml *yaml_need(struct yaml *map, const char *key, const char *why);

/*
 * The value under `key` as one type. What is written as another type is wrong-type and counts as
 * absent.
 * Text    a number is taken as text as it was written; a truth value is not.
 */
struct str yaml_str(struct yaml *map, const char *key);
bool yaml_bool(struct yaml *map, const char *key, bool otherwise);
int64_t yaml_int(struct yaml *map, const char *key, int64_t least, int64_t most, int64_t otherwise);
struct yaml *yaml_map(struct yaml *map, const char *key);
struct yaml *yaml_list(struct yaml *map, const char *key);
/* One of `words`, else bad-value with all of them named. */
int yaml_choice(struct yaml *map, const char *key, const struct yaml_word *words, int otherwise);
/* A day of the calendar, or a month or year: 2024-05-02, 2024-05, 2024. */
struct str yaml_date(struct yaml *map, const char *key);
/* A language tag as BCP 47 writes them, checked by its form. */
struct str yaml_language(struct yaml *map, const char *key);

/* The same for a value in hand. Empty or NULL after wrong-type or bad-value. */
struct str yaml_as_str(struct yaml *value);
struct str yaml_as_date(struct yaml *value);
struct yaml *yaml_as_map(struct yaml *value);
bool yaml_as_choice(struct yaml *value, const struct yaml_word *words, int *chosen);
/* A value that gloss only hands on. */
struct value *yaml_as_value(struct yaml *value);

/* Whether `date` is a year, a month or a day of the calendar. */
bool yaml_is_date(struct str date);

/* bad-value about `value`, in the author's words. Gives the diagnostic, for a help. */
struct diag *yaml_bad(struct yaml *value, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Each key of `map` that nobody asked for is unknown-key, with the nearest that was asked for. */
void yaml_finish(struct yaml *map);

#endif
