#include "write/words.h"

#include "base/list.h"

static struct str string_of(const json_t *value)
{
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
                                 : STR_NONE;
}

struct str word(struct words words, const char *key)
{
    return string_of(json_object_get(words.all, key));
}

struct str word_at(struct words words, const char *key, size_t n)
{
    return string_of(json_array_get(json_object_get(words.all, key), n));
}

/* `pattern` with `value` for its first {…}. */
static struct str fill(struct arena *arena, struct str pattern, struct str value)
{
    size_t open = str_find(pattern, STR("{"), 0);
    size_t close = str_find(pattern, STR("}"), open);
    if (close > pattern.len)
        return pattern;
    return str_fmt(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(pattern, 0, open)), STR_ARG(value),
                   STR_ARG(str_slice(pattern, close + 1, pattern.len)));
}

struct str word_with(struct arena *arena, struct words words, const char *key, struct str value)
{
    return fill(arena, word(words, key), value);
}

/* ---- counts ---- */

struct str language_primary(struct str language)
{
    return str_slice(language, 0, str_find(language, STR("-"), 0));
}

static const char *arabic_plural(size_t n)
{
    if (n < 3)
        return n == 1 ? "one" : n == 2 ? "two" : "zero";
    if (n % 100 >= 3 && n % 100 <= 10)
        return "few";
    return n % 100 >= 11 ? "many" : "other";
}

/* CLDR's plural category of a whole number, for the languages that the theme speaks. */
static const char *plural(struct str language, size_t n)
{
    struct str primary = language_primary(language);
    if (str_is(primary, "ar"))
        return arabic_plural(n);
    if (str_is(primary, "fr"))
        return n < 2 ? "one" : "other";
    return n == 1 ? "one" : "other";
}

struct str word_counted(struct arena *arena, struct words words, const char *key, size_t count)
{
    const json_t *forms = json_object_get(words.all, key);
    struct str language = words.foreign ? STR("en") : words.language;
    struct str form =
        string_of(json_object_get(forms, count == 0 ? "zero" : plural(language, count)));
    if (form.len == 0)
        form = string_of(json_object_get(forms, "other"));
    return fill(arena, form, str_fmt(arena, "%zu", count));
}

/* ---- dates ---- */

struct date {
    size_t year, month, day; /* month and day are 0 where the date does not say */
};

/* Take `digits` digits as a number; false where there are fewer. */
static bool take_digits(struct str *rest, size_t digits, size_t *number)
{
    *number = 0;
    if (rest->len < digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        if (rest->at[i] < '0' || rest->at[i] > '9')
            return false;
        *number = *number * 10 + (size_t)(rest->at[i] - '0');
    }
    *rest = str_slice(*rest, digits, rest->len);
    return true;
}

static bool take_dash(struct str *rest)
{
    if (!str_starts(*rest, STR("-")))
        return false;
    *rest = str_slice(*rest, 1, rest->len);
    return true;
}

static bool read_date(struct str iso, struct date *date)
{
    *date = (struct date){0};
    if (!take_digits(&iso, 4, &date->year))
        return false;
    if (take_dash(&iso) && (!take_digits(&iso, 2, &date->month) || date->month - 1 > 11))
        return false;
    if (take_dash(&iso) && (!take_digits(&iso, 2, &date->day) || date->day - 1 > 30))
        return false;
    return iso.len == 0;
}

/*
 * English puts the month first at home and in the United
 * States, and the day first in its other regions.
 */
static struct str find_pattern(struct words words, const struct date *date)
{
    if (date->day == 0)
        return word(words, "date_month");
    bool elsewhere = !str_eq(language_primary(words.language), words.language)
        && !str_ends(words.language, STR("-US"));
    struct str pattern = elsewhere ? word(words, "date_day_elsewhere") : STR_NONE;
    return pattern.len != 0 ? pattern : word(words, "date_day");
}

static struct str day_text(struct arena *arena, struct words words, size_t day)
{
    struct str first = day == 1 ? word(words, "first_day") : STR_NONE;
    return first.len != 0 ? first : str_fmt(arena, "%zu", day);
}

static void put_part(struct out *out, struct words words, const struct date *date, struct str part)
{
    if (str_is(part, "year"))
        out_fmt(out, "%zu", date->year);
    else if (str_is(part, "month"))
        out_raw(out, word_at(words, "months", date->month - 1));
    else if (str_is(part, "day"))
        out_raw(out, day_text(out->arena, words, date->day));
}

struct str word_date(struct arena *arena, struct words words, struct str iso)
{
    struct date date;
    if (words.foreign || !read_date(iso, &date) || date.month == 0)
        return iso;
    struct out out = out_new(arena);
    struct str rest = find_pattern(words, &date), literal, part;
    while (str_split(&rest, '{', &literal)) {
        out_raw(&out, literal);
        if (str_split(&rest, '}', &part))
            put_part(&out, words, &date, part);
    }
    return out_str(&out);
}

/* ---- directions ---- */

bool language_is_rtl(struct str language)
{
    static const char *const rtl[] = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
    struct str primary = language_primary(language);
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
        if (str_is(primary, rtl[i]))
            return true;
    return str_has(language, STR("-Arab")) || str_has(language, STR("-Hebr"));
}
