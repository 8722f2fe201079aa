/* The cursor: finding again in the text what cmark-gfm's inlines came from. */
#include <string.h>

#include "base/utf8.h"
#include "read/reader.h"

static bool is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`')
        || (c >= '{' && c <= '~');
}

static char byte_at(const struct reader *reader, const struct cursor *cursor, size_t ahead)
{
    size_t at = cursor->at + ahead;
    return at < cursor->end ? reader->text.at[at] : '\0';
}

/* ---- entities ---- */

/* The length of the entity at the cursor by its form, 0 where there is none. */
static size_t entity_length(const struct reader *reader, const struct cursor *cursor)
{
    enum { LONGEST = 34 };
    if (byte_at(reader, cursor, 0) != '&')
        return 0;
    for (size_t i = 1; i <= LONGEST; i++) {
        char c = byte_at(reader, cursor, i);
        if (c == ';')
            return i > 1 ? i + 1 : 0;
        bool name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || (c == '#' && i == 1);
        if (!name)
            return 0;
    }
    return 0;
}

/* The names are cmark-gfm's to know, so it is asked; each is asked about once. */
static struct str decode_entity(struct reader *reader, struct str entity)
{
    struct str *known = map_get(&reader->entities, entity);
    if (known != NULL)
        return *known;
    known = ARENA_NEW(reader->arena, struct str);
    *known = str_keep(reader->arena, parser_entity(entity));
    return *(struct str *)map_add(&reader->entities, entity, known);
}

static bool starts_here(struct str s, struct str part)
{
    return part.len != 0 && str_starts(s, part);
}

static struct step entity_step(struct reader *reader, const struct cursor *cursor,
                               struct str literal)
{
    size_t len = entity_length(reader, cursor);
    if (len == 0)
        return (struct step){0};
    struct str entity = str_slice(reader->text, cursor->at, cursor->at + len);
    struct str decoded = decode_entity(reader, entity);
    if (str_eq(decoded, entity) || !starts_here(literal, decoded))
        return (struct step){0};
    return (struct step){.literal = decoded.len, .source = len};
}

struct step cursor_step(struct reader *reader, const struct cursor *cursor, struct str literal)
{
    char c = byte_at(reader, cursor, 0), next = byte_at(reader, cursor, 1);
    if (cursor->at >= cursor->end)
        return (struct step){0};
    if (cursor->cell && c == '\\' && next == '\\' && byte_at(reader, cursor, 2) == '|'
        && literal.at[0] == '|')
        return (struct step){.literal = 1, .source = 3};
    if (c == '\\' && is_punctuation(next) && literal.at[0] == next)
        return (struct step){.literal = 1, .source = 2};
    if (c == '&') {
        struct step step = entity_step(reader, cursor, literal);
        if (step.literal != 0)
            return step;
    }
    if (c == literal.at[0] && (unsigned char)c < 0x80)
        return (struct step){.literal = 1, .source = 1, .plain = true};
    size_t end = 0;
    utf8_next(literal, &end);
    if (end > cursor->end - cursor->at
        || memcmp(reader->text.at + cursor->at, literal.at, end) != 0)
        return (struct step){0};
    return (struct step){.literal = end, .source = end, .plain = true};
}

/* ---- finding ---- */

/* As much of a literal as tells it from its neighbours. */
enum { ENOUGH = 48 };

static bool stands_at(struct reader *reader, struct cursor cursor, struct str literal)
{
    size_t enough = literal.len < ENOUGH ? literal.len : ENOUGH;
    for (size_t done = 0; done < enough;) {
        struct step step = cursor_step(reader, &cursor, str_slice(literal, done, literal.len));
        if (step.literal == 0)
            return false;
        done += step.literal;
        cursor.at += step.source;
    }
    return true;
}

/*
 * A byte is looked at again and again only where the grammar below has lost its way, which hostile
 * texts can bring about; they get a budget, and then the place of their block.
 */
bool cursor_find(struct reader *reader, struct cursor *cursor, struct str literal)
{
    if (literal.len == 0 || stands_at(reader, *cursor, literal))
        return true;
    struct cursor ahead = *cursor;
    while (++ahead.at < ahead.end && reader->searches != 0) {
        reader->searches--;
        char c = reader->text.at[ahead.at];
        bool may = c == literal.at[0] || c == '\\' || c == '&';
        if (may && stands_at(reader, ahead, literal)) {
            *cursor = ahead;
            return true;
        }
    }
    return false;
}

bool cursor_skip(const struct reader *reader, struct cursor *cursor, char c, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (byte_at(reader, cursor, i) != c)
            return false;
    cursor->at += count;
    return true;
}

static void skip_blanks(const struct reader *reader, struct cursor *cursor)
{
    while (byte_at(reader, cursor, 0) == ' ' || byte_at(reader, cursor, 0) == '\t')
        cursor->at++;
}

void cursor_break(const struct reader *reader, struct cursor *cursor)
{
    skip_blanks(reader, cursor);
    if (byte_at(reader, cursor, 0) == '\\')
        cursor->at++;
    bool carriage = byte_at(reader, cursor, 0) == '\r';
    cursor->at += carriage;
    if (byte_at(reader, cursor, 0) == '\n')
        cursor->at++;
    else if (!carriage)
        return;
    cursor->at = skip_prefix(reader, cursor->at, cursor->end, cursor->quotes);
}

/* ---- links ---- */

/* White space, over the end of a line at most. */
static void skip_white(const struct reader *reader, struct cursor *cursor)
{
    skip_blanks(reader, cursor);
    char c = byte_at(reader, cursor, 0);
    if (c == '\n' || c == '\r')
        cursor_break(reader, cursor);
}

/* Up to and over the first `close` that no backslash stands before; false where there is none. */
static bool skip_to(const struct reader *reader, struct cursor *cursor, char close)
{
    for (; cursor->at < cursor->end; cursor->at++) {
        char c = reader->text.at[cursor->at];
        if (c == '\\' && is_punctuation(byte_at(reader, cursor, 1)))
            cursor->at++;
        else if (c == close) {
            cursor->at++;
            return true;
        }
    }
    return false;
}

static bool skip_destination(const struct reader *reader, struct cursor *cursor)
{
    if (cursor_skip(reader, cursor, '<', 1))
        return skip_to(reader, cursor, '>');
    for (size_t open = 0; cursor->at < cursor->end; cursor->at++) {
        char c = reader->text.at[cursor->at];
        if (c == '\\' && is_punctuation(byte_at(reader, cursor, 1)))
            cursor->at++;
        else if (c == '(')
            open++;
        else if ((c == ')' && open-- == 0) || (unsigned char)c <= ' ')
            break;
    }
    return true;
}

static bool skip_inline_target(const struct reader *reader, struct cursor *cursor)
{
    skip_white(reader, cursor);
    if (!skip_destination(reader, cursor))
        return false;
    skip_white(reader, cursor);
    char c = byte_at(reader, cursor, 0);
    if (c == '"' || c == '\'' || c == '(') {
        cursor->at++;
        if (!skip_to(reader, cursor, c == '(' ? ')' : c))
            return false;
        skip_white(reader, cursor);
    }
    return cursor_skip(reader, cursor, ')', 1);
}

void cursor_target(const struct reader *reader, struct cursor *cursor)
{
    struct cursor ahead = *cursor;
    if (!cursor_skip(reader, &ahead, ']', 1))
        return;
    cursor->at = ahead.at;
    bool whole = false;
    if (cursor_skip(reader, &ahead, '(', 1))
        whole = skip_inline_target(reader, &ahead);
    else if (cursor_skip(reader, &ahead, '[', 1))
        whole = skip_to(reader, &ahead, ']');
    if (whole)
        cursor->at = ahead.at;
}

/* ---- code, tags and markers ---- */

static size_t count_ticks(const struct reader *reader, size_t at, size_t end)
{
    size_t start = at;
    while (at < end && reader->text.at[at] == '`')
        at++;
    return at - start;
}

void cursor_code(const struct reader *reader, struct cursor *cursor)
{
    size_t at = cursor->at;
    while (at < cursor->end && reader->text.at[at] != '`')
        at++;
    size_t ticks = count_ticks(reader, at, cursor->end);
    cursor->start = at;
    for (at += ticks; at < cursor->end; at++) {
        size_t run = count_ticks(reader, at, cursor->end);
        if (run == ticks) {
            cursor->at = at + run;
            return;
        }
        at += run;
    }
}

/* In a cell, where a `|` has a backslash within a tag too. */
static void skip_stepwise(struct reader *reader, struct cursor *cursor, struct str literal)
{
    if (!cursor_find(reader, cursor, literal))
        return;
    cursor->start = cursor->at;
    for (size_t done = 0; done < literal.len;) {
        struct step step = cursor_step(reader, cursor, str_slice(literal, done, literal.len));
        if (step.literal == 0)
            return;
        done += step.literal;
        cursor->at += step.source;
    }
}

void cursor_literal(struct reader *reader, struct cursor *cursor, struct str literal)
{
    if (cursor->cell && str_has(literal, STR("|"))) {
        skip_stepwise(reader, cursor, literal);
        return;
    }
    struct str first = literal, rest = literal;
    str_split(&rest, '\n', &first);
    struct cursor ahead = *cursor;
    size_t hit = str_find(str_slice(reader->text, 0, cursor->end), first, cursor->at);
    if (hit > cursor->end)
        return;
    ahead.start = hit;
    ahead.at = hit + first.len;
    for (struct str line; str_split(&rest, '\n', &line);) {
        cursor_break(reader, &ahead);
        line = str_trim(line);
        hit = str_find(str_slice(reader->text, 0, cursor->end), line, ahead.at);
        if (hit > cursor->end)
            return;
        ahead.at = hit + line.len;
    }
    *cursor = ahead;
}
