/* pandoc.utils.normalize_date: the ways of writing a day that pandoc knows, as YYYY-MM-DD. */
#include <string.h>

#include "filter/modules.h"

struct date {
    int year, month, day;
};

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* As for strptime, of which these are the letters; `e` is a day of one or two digits. */
static const char *const formats[] = {"m/d/y",   "m/d/Y",  "Y-m-d", "d b Y", "e B Y",
                                      "b. e, Y", "B e, Y", "Ymd",   "Ym",    "Y"};

static bool take_digits(struct str *text, size_t least, size_t most, int *number)
{
    size_t count = 0;
    *number = 0;
    while (count < most && count < text->len && text->at[count] >= '0' && text->at[count] <= '9')
        *number = *number * 10 + (text->at[count++] - '0');
    *text = str_slice(*text, count, text->len);
    return count >= least;
}

/* A month's name, or its first three letters. */
static bool take_month(struct str *text, bool whole, int *month)
{
    for (int i = 0; i < 12; i++) {
        size_t len = whole ? strlen(months[i]) : 3;
        if (text->len < len || strncasecmp(text->at, months[i], len) != 0)
            continue;
        *month = i + 1;
        *text = str_slice(*text, len, text->len);
        return true;
    }
    return false;
}

static bool take_blanks(struct str *text)
{
    size_t count = 0;
    while (count < text->len && text->at[count] == ' ')
        count++;
    *text = str_slice(*text, count, text->len);
    return count != 0;
}

/* What one letter of a format stands for; any other is itself. */
static bool take_letter(char letter, struct str *text, struct date *date)
{
    bool ok = true;
    switch (letter) {
    case 'Y': return take_digits(text, 4, 4, &date->year);
    case 'y':
        ok = take_digits(text, 2, 2, &date->year);
        date->year += date->year < 69 ? 2000 : 1900;
        return ok;
    case 'm': return take_digits(text, 2, 2, &date->month);
    case 'd': return take_digits(text, 2, 2, &date->day);
    case 'e': take_blanks(text); return take_digits(text, 1, 2, &date->day);
    case 'b': return take_month(text, false, &date->month);
    case 'B': return take_month(text, true, &date->month);
    case ' ': return take_blanks(text);
    default: break;
    }
    ok = text->len != 0 && text->at[0] == letter;
    *text = str_slice(*text, ok, text->len);
    return ok;
}

static bool take_date(const char *format, struct str text, struct date *date)
{
    static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    *date = (struct date){.month = 1, .day = 1};
    for (; *format != '\0'; format++)
        if (!take_letter(*format, &text, date))
            return false;
    bool leap = date->year % 4 == 0 && (date->year % 100 != 0 || date->year % 400 == 0);
    return text.len == 0 && date->year >= 1601 && date->month >= 1 && date->month <= 12
        && date->day >= 1 && date->day <= lengths[date->month - 1]
        && (date->month != 2 || date->day < 29 || leap);
}

int utils_normalize_date(lua_State *L)
{
    struct date date;
    luaL_checkstring(L, 1);
    struct str text = str_trim(keep_string(L, 1));
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (!take_date(formats[i], text, &date))
            continue;
        lua_pushfstring(L, "%d-%s%d-%s%d", date.year, date.month < 10 ? "0" : "", date.month,
                        date.day < 10 ? "0" : "", date.day);
        return 1;
    }
    lua_pushnil(L);
    return 1;
}
