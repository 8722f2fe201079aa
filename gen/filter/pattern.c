/*
 * Lua's patterns, matched by backtracking as the Lua manual describes them (section 6.4.1), but in steps that are
 * charged: Lua's own matcher can run for hours inside one instruction, where no budget sees it.
 */
#include <ctype.h>
#include <string.h>

#include "filter/sandbox.h"

enum { MAX_CAPTURES = 32, MAX_LEVELS = 200, STEPS_AT_ONCE = 256 };
enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

struct capture {
    const char *start;
    ptrdiff_t len; /* or one of CAPTURE_* */
};

struct matcher {
    lua_State *L;
    const char *text, *text_end, *pattern_end;
    int levels;
    unsigned steps;
    int count;
    struct capture captures[MAX_CAPTURES];
};

static const char *match(struct matcher *m, const char *s, const char *p);

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
        const char *found = match(m, s + count, end + 1);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* `-`: none, then more. */
static const char *match_least(struct matcher *m, const char *s, const char *p, const char *end)
{
    for (;;) {
        const char *found = match(m, s, end + 1);
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
    const char *found = match(m, s, p);
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
    const char *found = match(m, s, p);
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
    if (i < 0 || i >= m->count || m->captures[i].len == CAPTURE_OPEN)
        luaL_error(m->L, "invalid capture index %%%d", i + 1);
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
    return is_frontier(m, s, p, end) ? match(m, s, end) : NULL;
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
            const char *found = match(m, s + 1, end + 1);
            if (found != NULL)
                return found;
        }
        return match(m, s, end + 1);
    default: return is_single(m, s, p, end) ? match(m, s + 1, end) : NULL;
    }
}

static const char *match_escape(struct matcher *m, const char *s, const char *p)
{
    char c = '\0';
    if (p + 1 < m->pattern_end)
        c = p[1];
    if (c == 'b') {
        s = skip_balanced(m, s, p + 2);
        return s != NULL ? match(m, s, p + 4) : NULL;
    }
    if (c == 'f')
        return match_frontier(m, s, p + 2);
    if (c >= '0' && c <= '9') {
        s = skip_back_reference(m, s, c);
        return s != NULL ? match(m, s, p + 2) : NULL;
    }
    return match_single(m, s, p);
}

/* A run of plain characters without suffix, so that a long literal pattern needs no deep recursion. */
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
static const char *match(struct matcher *m, const char *s, const char *p)
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

static void push_capture(struct matcher *m, int i, const char *s, const char *end)
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
static int push_captures(struct matcher *m, const char *s, const char *end, bool whole)
{
    int count = m->count == 0 && whole ? 1 : m->count;
    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++)
        push_capture(m, i, s, end);
    return count;
}

static struct str check_text(lua_State *L, int index)
{
    struct str s;
    s.at = luaL_checklstring(L, index, &s.len);
    charge(L, 1);
    return s;
}

static struct matcher matcher_of(lua_State *L, struct str text, struct str pattern)
{
    return (struct matcher){.L = L,
                            .text = text.at,
                            .text_end = text.at + text.len,
                            .pattern_end = pattern.at + pattern.len};
}

/* What is left of the steps is charged too. */
static void settle(struct matcher *m)
{
    charge(m->L, m->steps);
    m->steps = 0;
}

/* ---- string.find and string.match ---- */

/* The start of the search, from Lua's third argument: negative ones count from the end. */
static size_t check_init(lua_State *L, int index, size_t len)
{
    lua_Integer init = luaL_optinteger(L, index, 1);
    if (init > 0)
        return (size_t)init - 1;
    if (init == 0 || init < -(lua_Integer)len)
        return 0;
    return len - (size_t)-init;
}

static int find_plain(lua_State *L, struct str text, struct str part, size_t init)
{
    charge(L, 1 + (text.len - init) / 16);
    const char *at = memmem(text.at + init, text.len - init, part.at, part.len);
    if (at == NULL) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, at - text.at + 1);
    lua_pushinteger(L, at - text.at + (lua_Integer)part.len);
    return 2;
}

static bool is_plain(struct str pattern)
{
    for (size_t i = 0; i < pattern.len; i++)
        if (pattern.at[i] != '\0' && strchr("^$*+?.([%-", pattern.at[i]) != NULL)
            return false;
    return true;
}

static int search(lua_State *L, bool find)
{
    struct str text = check_text(L, 1), pattern = check_text(L, 2);
    size_t init = check_init(L, 3, text.len);
    if (init > text.len) {
        lua_pushnil(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || is_plain(pattern)))
        return find_plain(L, text, pattern, init);
    struct matcher m = matcher_of(L, text, pattern);
    bool anchored = pattern.len != 0 && pattern.at[0] == '^';
    const char *p = pattern.at + anchored;
    for (const char *s = text.at + init; s <= m.text_end; s++) {
        m.count = 0;
        const char *end = match(&m, s, p);
        if (end != NULL) {
            settle(&m);
            if (!find)
                return push_captures(&m, s, end, true);
            lua_pushinteger(L, s - text.at + 1);
            lua_pushinteger(L, end - text.at);
            return push_captures(&m, s, end, false) + 2;
        }
        if (anchored)
            break;
    }
    settle(&m);
    lua_pushnil(L);
    return 1;
}

static int string_find(lua_State *L)
{
    return search(L, true);
}

static int string_match(lua_State *L)
{
    return search(L, false);
}

/* ---- string.gmatch ---- */

/* Upvalues: text, pattern, where to go on, where the last match ended (-1: none yet). */
static int next_match(lua_State *L)
{
    struct str text = check_text(L, lua_upvalueindex(1));
    struct str pattern = check_text(L, lua_upvalueindex(2));
    const char *last = text.at + lua_tointeger(L, lua_upvalueindex(4));
    struct matcher m = matcher_of(L, text, pattern);
    for (const char *s = text.at + lua_tointeger(L, lua_upvalueindex(3)); s <= m.text_end; s++) {
        m.count = 0;
        const char *end = match(&m, s, pattern.at);
        if (end == NULL || end == last)
            continue;
        settle(&m);
        lua_pushinteger(L, end - text.at);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return push_captures(&m, s, end, true);
    }
    settle(&m);
    lua_pushinteger(L, (lua_Integer)text.len + 1); /* a call after the end finds nothing either */
    lua_replace(L, lua_upvalueindex(3));
    return 0;
}

static int string_gmatch(lua_State *L)
{
    struct str text = check_text(L, 1);
    check_text(L, 2);
    size_t init = check_init(L, 3, text.len);
    lua_settop(L, 2);
    lua_pushinteger(L, init > text.len ? (lua_Integer)text.len + 1 : (lua_Integer)init);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

/* ---- string.gsub ---- */

static void add_template(struct matcher *m, luaL_Buffer *buffer, const char *s, const char *end)
{
    size_t len;
    const char *template = lua_tolstring(m->L, 3, &len);
    charge(m->L, len);
    for (size_t i = 0; i < len; i++) {
        if (template[i] != '%') {
            luaL_addchar(buffer, template[i]);
            continue;
        }
        char c = '\0';
        if (++i < len)
            c = template[i];
        if (c == '%') {
            luaL_addchar(buffer, c);
        } else if (c == '0') {
            luaL_addlstring(buffer, s, (size_t)(end - s));
        } else if (c >= '1' && c <= '9') {
            push_capture(m, c - '1', s, end);
            luaL_tolstring(m->L, -1, NULL);
            lua_remove(m->L, -2);
            luaL_addvalue(buffer);
        } else {
            luaL_error(m->L, "invalid use of '%%' in replacement string");
        }
    }
}

/* Add what the third argument makes of the match. */
static void add_replacement(struct matcher *m, luaL_Buffer *buffer, const char *s, const char *end)
{
    int type = lua_type(m->L, 3);
    if (type == LUA_TNUMBER || type == LUA_TSTRING) {
        add_template(m, buffer, s, end);
        return;
    }
    if (type == LUA_TFUNCTION) {
        lua_pushvalue(m->L, 3);
        lua_call(m->L, push_captures(m, s, end, true), 1);
    } else {
        push_capture(m, 0, s, end);
        lua_gettable(m->L, 3);
    }
    if (!lua_toboolean(m->L, -1)) {
        lua_pop(m->L, 1);
        luaL_addlstring(buffer, s, (size_t)(end - s));
    } else if (lua_isstring(m->L, -1)) {
        luaL_addvalue(buffer);
    } else {
        luaL_error(m->L, "invalid replacement value (a %s)", luaL_typename(m->L, -1));
    }
}

static int string_gsub(lua_State *L)
{
    struct str text = check_text(L, 1), pattern = check_text(L, 2);
    int type = lua_type(L, 3);
    luaL_argexpected(L,
                     type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION
                         || type == LUA_TTABLE,
                     3, "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)text.len + 1), count = 0;
    lua_settop(L, 3);
    bool anchored = pattern.len != 0 && pattern.at[0] == '^';
    const char *p = pattern.at + anchored, *s = text.at, *last = NULL;
    struct matcher m = matcher_of(L, text, pattern);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    while (count < most) {
        m.count = 0;
        const char *end = match(&m, s, p);
        if (end != NULL && end != last) {
            count++;
            add_replacement(&m, &buffer, s, end);
            s = last = end;
        } else if (s < m.text_end) {
            luaL_addchar(&buffer, *s++);
        } else {
            break;
        }
        if (anchored)
            break;
    }
    luaL_addlstring(&buffer, s, (size_t)(m.text_end - s));
    luaL_pushresult(&buffer);
    settle(&m);
    lua_pushinteger(L, count);
    return 2;
}

void set_patterns(lua_State *L)
{
    static const luaL_Reg functions[] = {{"find", string_find},
                                         {"match", string_match},
                                         {"gmatch", string_gmatch},
                                         {"gsub", string_gsub},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
