/* string.find, match, gmatch and gsub over the charged matcher. */
#include <string.h>

#include "filter/pattern.h"
#include "filter/sandbox.h"

static struct str check_text(lua_State *L, int index)
{
    struct str s;
    s.at = luaL_checklstring(L, index, &s.len);
    charge(L, 1);
    return s;
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
    charge(L, 1 + (text.len - init) / 4 + part.len);
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
        const char *end = match_pattern(&m, s, p);
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
        const char *end = match_pattern(&m, s, pattern.at);
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

/* Replace up to `most` matches, all of the text into the buffer; gives how many there were. */
static lua_Integer replace_matches(struct matcher *m, luaL_Buffer *buffer, struct str pattern,
                                   lua_Integer most)
{
    bool anchored = pattern.len != 0 && pattern.at[0] == '^';
    const char *p = pattern.at + anchored, *s = m->text, *last = NULL;
    lua_Integer count = 0;
    for (bool first = true; count < most && (first || !anchored); first = false) {
        m->count = 0;
        const char *end = match_pattern(m, s, p);
        if (end != NULL && end != last) {
            count++;
            add_replacement(m, buffer, s, end);
            s = last = end;
        } else if (s < m->text_end) {
            luaL_addlstring(buffer, s++, 1);
        } else {
            break;
        }
    }
    luaL_addlstring(buffer, s, (size_t)(m->text_end - s));
    return count;
}

static int string_gsub(lua_State *L)
{
    struct str text = check_text(L, 1), pattern = check_text(L, 2);
    int type = lua_type(L, 3);
    bool fits =
        type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE;
    luaL_argexpected(L, fits, 3, "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)text.len + 1);
    lua_settop(L, 3);
    struct matcher m = matcher_of(L, text, pattern);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    lua_Integer count = replace_matches(&m, &buffer, pattern, most);
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
