#include "read/yaml.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/out.h"

/* ---- asking ---- */

static const char *kind_name(enum value_kind kind)
{
    switch (kind) {
    case VALUE_NULL: return "nothing";
    case VALUE_BOOL: return "true or false";
    case VALUE_INTEGER: return "a whole number";
    case VALUE_NUMBER: return "a number";
    case VALUE_STRING: return "text";
    case VALUE_LIST: return "a list";
    case VALUE_MAP: return "a map";
    case VALUE_INLINES:
    case VALUE_BLOCKS: return "formatted text";
    }
    return "a value";
}

static void report_type(struct yaml *value, const char *wanted)
{
    value->reader->fine = false;
    struct diag *diag = value->key.len != 0
        ? diag_add(value->reader->diags, DIAG_WRONG_TYPE, value->span,
                   "`%.*s` takes %s; this is %s", STR_ARG(value->key), wanted,
                   kind_name(value->kind))
        : diag_add(value->reader->diags, DIAG_WRONG_TYPE, value->span,
                   "%s is wanted here; this is %s", wanted, kind_name(value->kind));
    if (value->kind == VALUE_BOOL && strcmp(wanted, "text") == 0)
        diag_help(diag, "put it in quotes if the word itself is meant");
}

struct diag *yaml_bad(struct yaml *value, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str text = str_vfmt(value->reader->arena, format, args);
    va_end(args);
    value->reader->fine = false;
    return diag_add(value->reader->diags, DIAG_BAD_VALUE, value->span, "%.*s", STR_ARG(text));
}

/*
 * Keys that are asked for become known even where the
 * map has none of them, so that they can be suggested.
 */
static struct yaml *find_key(struct yaml *map, const char *key)
{
    for (size_t i = 0; i < map->count; i++)
        if (str_is(map->items[i]->key, key))
            return map->items[i];
    return NULL;
}

static void remember_asked(struct yaml *map, const char *key)
{
    struct str all = map->text;
    struct str name = str_from(key);
    struct str joined = str_fmt(map->reader->arena, "%.*s%.*s\n", STR_ARG(all), STR_ARG(name));
    map->text = joined;
}

struct yaml *yaml_get(struct yaml *map, const char *key)
{
    if (map == NULL)
        return NULL;
    struct yaml *value = find_key(map, key);
    if (value == NULL) {
        remember_asked(map, key);
        return NULL;
    }
    value->known = true;
    return value->kind != VALUE_NULL ? value : NULL;
}

struct yaml *yaml_need(struct yaml *map, const char *key, const char *why)
{
    struct yaml *value = yaml_get(map, key);
    if (value != NULL || map == NULL)
        return value;
    map->reader->fine = false;
    struct yaml *empty = find_key(map, key);
    struct span here = empty != NULL ? empty->key_span : map->span;
    struct diag *diag =
        diag_add(map->reader->diags, DIAG_MISSING_KEY, here, "`%s:` is missing", key);
    diag_help(diag, "%s", why);
    return NULL;
}

struct str yaml_as_str(struct yaml *value)
{
    if (value->kind == VALUE_STRING || value->kind == VALUE_INTEGER || value->kind == VALUE_NUMBER)
        return value->text;
    report_type(value, "text");
    return STR_NONE;
}

struct str yaml_str(struct yaml *map, const char *key)
{
    struct yaml *value = yaml_get(map, key);
    return value != NULL ? yaml_as_str(value) : STR_NONE;
}

bool yaml_bool(struct yaml *map, const char *key, bool otherwise)
{
    struct yaml *value = yaml_get(map, key);
    if (value == NULL)
        return otherwise;
    if (value->kind == VALUE_BOOL)
        return value->text.at[0] == 't' || value->text.at[0] == 'T';
    report_type(value, "true or false");
    return otherwise;
}

/* Whether `text`, which is written like a whole number, is one that a computer can hold. */
static bool take_integer(struct arena *arena, struct str text, int64_t *number)
{
    errno = 0;
    char *end, *c = str_c(arena, text);
    bool hex = str_starts(text, STR("0x")), octal = str_starts(text, STR("0o"));
    long long n = strtoll(octal ? c + 2 : c, &end, hex ? 16 : octal ? 8 : 10);
    *number = n;
    return errno == 0 && *end == '\0';
}

int64_t yaml_int(struct yaml *map, const char *key, int64_t least, int64_t most, int64_t otherwise)
{
    struct yaml *value = yaml_get(map, key);
    if (value == NULL)
        return otherwise;
    int64_t number;
    if (value->kind != VALUE_INTEGER) {
        report_type(value, "a whole number");
        return otherwise;
    }
    if (take_integer(value->reader->arena, value->text, &number) && number >= least
        && number <= most)
        return number;
    yaml_bad(value, "`%s` takes a whole number from %" PRId64 " to %" PRId64, key, least, most);
    return otherwise;
}

struct yaml *yaml_as_map(struct yaml *value)
{
    if (value->kind == VALUE_MAP)
        return value;
    report_type(value, "a map");
    return NULL;
}

struct yaml *yaml_map(struct yaml *map, const char *key)
{
    struct yaml *value = yaml_get(map, key);
    return value != NULL ? yaml_as_map(value) : NULL;
}

struct yaml *yaml_list(struct yaml *map, const char *key)
{
    struct yaml *value = yaml_get(map, key);
    if (value == NULL || value->kind == VALUE_LIST)
        return value;
    report_type(value, "a list");
    return NULL;
}

static struct str list_words(struct arena *arena, const struct yaml_word *words)
{
    struct out out = out_new(arena);
    for (const struct yaml_word *word = words; word->word != NULL; word++) {
        const char *before = word == words ? "" : word[1].word != NULL ? ", " : " or ";
        out_fmt(&out, "%s%s", before, word->word);
    }
    return out_str(&out);
}

bool yaml_as_choice(struct yaml *value, const struct yaml_word *words, int *chosen)
{
    if (value->kind == VALUE_LIST || value->kind == VALUE_MAP) {
        report_type(value, "text");
        return false;
    }
    for (const struct yaml_word *word = words; word->word != NULL; word++) {
        if (str_is(value->text, word->word)) {
            *chosen = word->value;
            return true;
        }
    }
    struct str all = list_words(value->reader->arena, words);
    if (value->key.len != 0)
        yaml_bad(value, "`%.*s` cannot be \"%.*s\"; it takes %.*s", STR_ARG(value->key),
                 STR_ARG(value->text), STR_ARG(all));
    else
        yaml_bad(value, "\"%.*s\" cannot stand here; wanted: %.*s", STR_ARG(value->text),
                 STR_ARG(all));
    return false;
}

int yaml_choice(struct yaml *map, const char *key, const struct yaml_word *words, int otherwise)
{
    struct yaml *value = yaml_get(map, key);
    int chosen = otherwise;
    return value != NULL && yaml_as_choice(value, words, &chosen) ? chosen : otherwise;
}

/* ---- dates and languages ---- */

static bool take_digits(struct str s, size_t at, size_t count, int *number)
{
    *number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= s.len || s.at[i] < '0' || s.at[i] > '9')
            return false;
        *number = *number * 10 + (s.at[i] - '0');
    }
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool yaml_is_date(struct str s)
{
    int year, month, day;
    if (!take_digits(s, 0, 4, &year) || year == 0)
        return false;
    if (s.len == 4)
        return true;
    if (s.at[4] != '-' || !take_digits(s, 5, 2, &month) || month < 1 || month > 12)
        return false;
    if (s.len == 7)
        return true;
    return s.len == 10 && s.at[7] == '-' && take_digits(s, 8, 2, &day) && day >= 1
        && day <= days_in(year, month);
}

struct str yaml_as_date(struct yaml *value)
{
    struct str date = yaml_as_str(value);
    if (date.len == 0 || yaml_is_date(date))
        return date;
    struct diag *diag = yaml_bad(value, "\"%.*s\" is no date of the calendar", STR_ARG(date));
    diag_help(diag, "write a day as 2024-05-02, a month as 2024-05, a year as 2024");
    return STR_NONE;
}

struct str yaml_date(struct yaml *map, const char *key)
{
    struct yaml *value = yaml_get(map, key);
    return value != NULL ? yaml_as_date(value) : STR_NONE;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Two, three or more letters, then subtags of one to eight letters and digits. */
static bool is_language(struct str s)
{
    struct str part;
    for (size_t n = 0; str_split(&s, '-', &part); n++) {
        if (part.len < (n == 0 ? 2 : 1) || part.len > 8)
            return false;
        for (size_t i = 0; i < part.len; i++)
            if (!is_alnum(part.at[i]) || (n == 0 && part.at[i] <= '9'))
                return false;
    }
    return true;
}

struct str yaml_language(struct yaml *map, const char *key)
{
    struct str tag = yaml_str(map, key);
    if (tag.len == 0 || is_language(tag))
        return tag;
    struct diag *diag = yaml_bad(yaml_get(map, key), "\"%.*s\" is no language tag", STR_ARG(tag));
    diag_help(diag, "languages are written as en, ko, zh-Hant or pt-BR");
    return STR_NONE;
}

/* ---- handing on ---- */

static void put_value(struct yaml *from, struct value *to)
{
    struct arena *arena = from->reader->arena;
    *to = (struct value){.kind = from->kind, .span = from->span, .count = from->count};
    to->string = from->kind == VALUE_MAP || from->kind == VALUE_LIST ? STR_NONE : from->text;
    if (from->kind == VALUE_BOOL)
        to->boolean = from->text.at[0] == 't' || from->text.at[0] == 'T';
    if (from->kind == VALUE_INTEGER && !take_integer(arena, from->text, &to->integer))
        to->kind = VALUE_NUMBER;
    if (to->kind == VALUE_NUMBER || to->kind == VALUE_INTEGER)
        to->number = strtod(str_c(arena, from->text), NULL);
    if (from->count == 0)
        return;
    to->items = ARENA_ARRAY(arena, from->count, struct value);
    to->keys = from->kind == VALUE_MAP ? ARENA_ARRAY(arena, from->count, struct str) : NULL;
    for (size_t i = 0; i < from->count; i++) {
        put_value(from->items[i], &to->items[i]);
        if (to->keys != NULL)
            to->keys[i] = from->items[i]->key;
    }
}

struct value *yaml_as_value(struct yaml *value)
{
    struct value *handed = ARENA_NEW(value->reader->arena, struct value);
    put_value(value, handed);
    value->known = true;
    return handed;
}

/* ---- unknown keys ---- */

/* The nearest of the keys that were asked for: those the map has, and those it might have had. */
static struct str find_near(struct yaml *map, struct str key)
{
    struct str best = STR_NONE, rest = map->text, name;
    size_t least = key.len / 3 + 2;
    while (str_split(&rest, '\n', &name)) {
        size_t distance = str_distance(name, key);
        if (name.len != 0 && distance < least) {
            least = distance;
            best = name;
        }
    }
    return best;
}

void yaml_finish(struct yaml *map)
{
    enum { MOST_REPORTS = 100 };
    size_t reports = 0;
    for (size_t i = 0; map != NULL && i < map->count; i++) {
        struct yaml *value = map->items[i];
        if (value->known || ++reports > MOST_REPORTS)
            continue;
        map->reader->fine = false;
        struct diag *diag =
            diag_add(map->reader->diags, DIAG_UNKNOWN_KEY, value->key_span,
                     "`%.*s` is not a key that can stand here", STR_ARG(value->key));
        struct str near = find_near(map, value->key);
        if (near.len != 0)
            diag_help(diag, "did you mean `%.*s`?", STR_ARG(near));
        else
            diag_help(diag, "keys of your own go under `extra:`");
    }
}
