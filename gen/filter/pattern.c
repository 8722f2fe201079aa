/*
 * Lua's patterns, matched by backtracking as the Lua manual describes them (section 6.4.1), but in
 * steps that are charged: Lua's own matcher can run for hours inside one instruction, where no
 * budget sees it.
 */
#include <ctype.h>
#include <string.h>

#include "filter/pattern.h"

enum { MAX_LEVELS = 200, STEPS_AT_ONCE = 256 };

static void step(struct matcher *m)
{
    if (++m->steps >= STEPS_AT_ONCE) {
        charge(m->L, m->steps);
        m->steps = 0;
    }
}

/* ---- single characters ---- */

static const char *find_set_end(struct matcher *m, const char *p)
{
    if (p < m->pattern_end && *p == '^')
        p++;
    do { /* a `]` that comes first is a member */
        if (p >= m->pattern_end)
            luaL_error(m->L, "malformed pattern (missing ']')");
        if (*p++ == '%')
            p++;
    } while (p >= m->pattern_end || *p != ']');
    return p + 1;
}

/* Behind the single-character item at `p`. */
static const char *find_item_end(struct matcher *m, const char *p)
{
    char c = *p++;
    if (c == '[')
        return find_set_end(m, p);
    if (c != '%')
        return p;
    if (p >= m->pattern_end)
        luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
}

/* The classes of the C locale, whatever the process has set. */
static bool is_in_class(unsigned char c, char class_name)
{
    bool ascii = c < 0x80, in = false;
    switch (class_name | 0x20) {
    case 'a': in = ascii && isalpha(c); break;
    case 'c': in = ascii && iscntrl(c); break;
    case 'd': in = ascii && isdigit(c); break;
    case 'g': in = ascii && isgraph(c); break;
    case 'l': in = ascii && islower(c); break;
    case 'p': in = ascii && ispunct(c); break;
    case 's': in = ascii && isspace(c); break;
    case 'u': in = ascii && isupper(c); break;
    case 'w': in = ascii && isalnum(c); break;
    case 'x': in = ascii && isxdigit(c); break;
    default: return (unsigned char)class_name == c;
    }
    return class_name >= 'A' && class_name <= 'Z' ? !in : in;
}

/* Whether `c` is in the set from `p` (its bracket) to `end` (behind its closing bracket). */
static bool is_in_set(unsigned char c, const char *p, const char *end)
{
    bool wanted = true;
    const char *last = end - 1;
    if (*++p == '^') {
        wanted = false;
        p++;
    }
    for (; p < last; p++) {
        if (*p == '%') {
            if (is_in_class(c, *++p))
                return wanted;
        } else if (p + 2 < last && p[1] == '-') {
            if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2])
                return wanted;
            p += 2;
        } else if ((unsigned char)*p == c) {
            return wanted;
        }
    }
    return !wanted;
}

static bool is_single(struct matcher *m, const char *s, const char *p, const char *end)
{
    step(m);
    if (s >= m->text_end)
        return false;
    unsigned char c = (unsigned char)*s;
    switch (*p) {
    case '.': return true;
    case '%': return is_in_class(c, p[1]);
    case '[': return is_in_set(c, p, end);
    default: return (unsigned char)*p == c;
    }
}

/* ---- items ---- */

/* `*` and `+`: as many as there are, then fewer. */
static const char *match_most(struct matcher *m, const char *s, const char *p, const char *end)
{
    ptrdiff_t count = 0;
    while (is_single(m, s + count, p, end))
        count++;
    for (; count >= 0; count--) {
        const char *found = match_pattern(m, s + count, end + 1);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* `-`: none, then more. */
static const char *match_least(struct matcher *m, const char *s, const char *p, const char *end)
{
    for (;;) {
        const char *found = match_pattern(m, s, end + 1);
        if (found != NULL)
            return found;
        if (!is_single(m, s++, p, end))
            return NULL;
    }
}

static const char *match_open(struct matcher *m, const char *s, const char *p, ptrdiff_t what)
{
    if (m->count >= MAX_CAPTURES)
        luaL_error(m->L, "too many captures");
    m->captures[m->count++] = (struct capture){s, what};
    const char *found = match_pattern(m, s, p);
    if (found == NULL)
        m->count--;
    return found;
}

static const char *match_close(struct matcher *m, const char *s, const char *p)
{
    int i = m->count - 1;
    while (i >= 0 && m->captures[i].len != CAPTURE_OPEN)
        i--;
    if (i < 0)
        luaL_error(m->L, "invalid pattern capture");
    m->captures[i].len = s - m->captures[i].start;
    const char *found = match_pattern(m, s, p);
    if (found == NULL)
        m->captures[i].len = CAPTURE_OPEN;
    return found;
}

/* %bxy: a balanced stretch. */
static const char *skip_balanced(struct matcher *m, const char *s, const char *p)
{
    if (p + 1 >= m->pattern_end)
        luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (s >= m->text_end || *s != *p)
        return NULL;
    size_t open = 1;
    while (++s < m->text_end) {
        step(m);
        if (*s == p[1]) {
            if (--open == 0)
                return s + 1;
        } else if (*s == *p) {
            open++;
        }
    }
    return NULL;
}

/* %1: what the capture holds, once more. */
static const char *skip_back_reference(struct matcher *m, const char *s, char digit)
{
    int i = digit - '1';
    if (i < 0 || i >= m->count || m->captures[i].len == CAPTURE_OPEN) {
        luaL_error(m->L, "invalid capture index %%%d", i + 1);
        return NULL; /* not reached */
    }
    ptrdiff_t len = m->captures[i].len;
    if (len < 0) /* a position holds no text */
        len = 0;
    charge(m->L, 1 + (uint64_t)len / 16);
    bool same = m->text_end - s >= len && memcmp(m->captures[i].start, s, (size_t)len) == 0;
    return same ? s + len : NULL;
}

/* %f[set]: between a character outside the set and one inside. */
static bool is_frontier(struct matcher *m, const char *s, const char *set, const char *end)
{
    unsigned char before = s == m->text ? 0 : (unsigned char)s[-1];
    unsigned char here = s < m->text_end ? (unsigned char)*s : 0;
    return !is_in_set(before, set, end) && is_in_set(here, set, end);
}

static const char *match_frontier(struct matcher *m, const char *s, const char *p)
{
    if (p >= m->pattern_end || *p != '[')
        luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *end = find_item_end(m, p);
    return is_frontier(m, s, p, end) ? match_pattern(m, s, end) : NULL;
}

static const char *match_single(struct matcher *m, const char *s, const char *p)
{
    const char *end = find_item_end(m, p);
    char suffix = '\0';
    if (end < m->pattern_end)
        suffix = *end;
    switch (suffix) {
    case '*': return match_most(m, s, p, end);
    case '+': return is_single(m, s, p, end) ? match_most(m, s + 1, p, end) : NULL;
    case '-': return match_least(m, s, p, end);
    case '?':
        if (is_single(m, s, p, end)) {
            const char *found = match_pattern(m, s + 1, end + 1);
            if (found != NULL)
                return found;
        }
        return match_pattern(m, s, end + 1);
    default: return is_single(m, s, p, end) ? match_pattern(m, s + 1, end) : NULL;
    }
}

static const char *match_escape(struct matcher *m, const char *s, const char *p)
{
    char c = '\0';
    if (p + 1 < m->pattern_end)
        c = p[1];
    if (c == 'b') {
        s = skip_balanced(m, s, p + 2);
        return s != NULL ? match_pattern(m, s, p + 4) : NULL;
    }
    if (c == 'f')
        return match_frontier(m, s, p + 2);
    if (c >= '0' && c <= '9') {
        s = skip_back_reference(m, s, c);
        return s != NULL ? match_pattern(m, s, p + 2) : NULL;
    }
    return match_single(m, s, p);
}

/*
 * A run of plain characters without suffix, so that
 * a long literal pattern needs no deep recursion.
 */
static bool skip_literals(struct matcher *m, const char **s, const char **p)
{
    while (*p + 1 < m->pattern_end && strchr("()%$[.*+-?^", **p) == NULL
           && strchr("*+-?", (*p)[1]) == NULL) {
        if (!is_single(m, *s, *p, *p + 1))
            return false;
        (*s)++;
        (*p)++;
    }
    return true;
}

static const char *match_here(struct matcher *m, const char *s, const char *p)
{
    if (!skip_literals(m, &s, &p))
        return NULL;
    if (p >= m->pattern_end)
        return s;
    switch (*p) {
    case '(':
        if (p + 1 < m->pattern_end && p[1] == ')')
            return match_open(m, s, p + 2, CAPTURE_POSITION);
        return match_open(m, s, p + 1, CAPTURE_OPEN);
    case ')': return match_close(m, s, p + 1);
    case '%': return match_escape(m, s, p);
    case '$':
        if (p + 1 == m->pattern_end)
            return s == m->text_end ? s : NULL;
        return match_single(m, s, p);
    default: return match_single(m, s, p);
    }
}

/* Where the match of the pattern from `p` at `s` ends; NULL where there is none. */
const char *match_pattern(struct matcher *m, const char *s, const char *p)
{
    step(m);
    if (m->levels >= MAX_LEVELS)
        luaL_error(m->L, "pattern too complex");
    m->levels++;
    const char *found = match_here(m, s, p);
    m->levels--;
    return found;
}

/* ---- captures ---- */

void push_capture(struct matcher *m, int i, const char *s, const char *end)
{
    if (i >= m->count) {
        if (i != 0)
            luaL_error(m->L, "invalid capture index %%%d", i + 1);
        lua_pushlstring(m->L, s, (size_t)(end - s)); /* the whole match */
        return;
    }
    struct capture c = m->captures[i];
    if (c.len == CAPTURE_OPEN)
        luaL_error(m->L, "unfinished capture");
    if (c.len == CAPTURE_POSITION)
        lua_pushinteger(m->L, c.start - m->text + 1);
    else
        lua_pushlstring(m->L, c.start, (size_t)c.len);
}

/* All captures, or the whole match where the pattern has none and `whole` is true. */
int push_captures(struct matcher *m, const char *s, const char *end, bool whole)
{
    int count = m->count == 0 && whole ? 1 : m->count;
    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++)
        push_capture(m, i, s, end);
    return count;
}

struct matcher matcher_of(lua_State *L, struct str text, struct str pattern)
{
    return (struct matcher){.L = L,
                            .text = text.at,
                            .text_end = text.at + text.len,
                            .pattern_end = pattern.at + pattern.len};
}

/* What is left of the steps is charged too. */
void settle(struct matcher *m)
{
    charge(m->L, m->steps);
    m->steps = 0;
}
