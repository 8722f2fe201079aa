/* pandoc.text: texts by characters, where `string` counts bytes. */
#include <utf8proc.h>

#include "filter/marshal.h"
#include "filter/modules.h"

static struct str check_utf8(lua_State *L, int index)
{
    luaL_checkstring(L, index);
    return keep_string(L, index);
}

static int map_text(lua_State *L, bool upper)
{
    struct str text = check_utf8(L, 1);
    struct out out = out_new(state_of(L)->arena);
    for (size_t i = 0; i < text.len;) {
        utf8proc_int32_t c = (utf8proc_int32_t)utf8_next(text, &i);
        if (upper && c == 0xDF) /* the one common letter whose capital is two */
            out_c(&out, "SS");
        else
            out_code(&out, (uint32_t)(upper ? utf8proc_toupper(c) : utf8proc_tolower(c)));
    }
    charge_bytes(L, out.len);
    push_str(L, out_str(&out));
    return 1;
}

static int text_lower(lua_State *L)
{
    return map_text(L, false);
}

static int text_upper(lua_State *L)
{
    return map_text(L, true);
}

static int text_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)utf8_count(check_utf8(L, 1)));
    return 1;
}

static int text_reverse(lua_State *L)
{
    struct str text = check_utf8(L, 1);
    struct out out = out_new(state_of(L)->arena);
    for (size_t end = text.len, start; end > 0; end = start) {
        utf8_before(text, end, &start);
        out_raw(&out, str_slice(text, start, end));
    }
    push_str(L, out_str(&out));
    return 1;
}

/* text.sub(s, i, j): like string.sub, but in characters. */
static int text_sub(lua_State *L)
{
    struct str text = check_utf8(L, 1);
    lua_Integer count = (lua_Integer)utf8_count(text);
    lua_Integer from = luaL_checkinteger(L, 2), to = luaL_optinteger(L, 3, -1);
    from = from < 0 ? (from + count < 0 ? 1 : from + count + 1) : from == 0 ? 1 : from;
    to = to < 0 ? to + count + 1 : to > count ? count : to;
    if (from > to) {
        lua_pushliteral(L, "");
        return 1;
    }
    push_str(L,
             str_slice(text, utf8_offset(text, (size_t)from - 1), utf8_offset(text, (size_t)to)));
    return 1;
}

/* ---- small letters above and below the line ---- */

/* What Unicode has below the line, and above it; 0 where it has nothing. Blanks stay. */
static uint32_t lower(uint32_t c)
{
    switch (c) {
    case '+': return 0x208A;
    case '-': return 0x208B;
    case '=': return 0x208C;
    case '(': return 0x208D;
    case ')': return 0x208E;
    default: return c >= '0' && c <= '9' ? 0x2080 + (c - '0') : c == ' ' || c == '\n' ? c : 0;
    }
}

static uint32_t raise(uint32_t c)
{
    switch (c) {
    case '1': return 0xB9;
    case '2': return 0xB2;
    case '3': return 0xB3;
    case 0x2212: return 0x207B; /* the minus sign, as the hyphen */
    default: break;
    }
    uint32_t below = lower(c);
    return below >= 0x2080 ? below - 0x10 : below;
}

/* The text with each letter changed; nil where one has no such form. */
static int push_changed(lua_State *L, uint32_t (*change)(uint32_t c))
{
    struct str text = check_utf8(L, 1);
    struct out out = out_new(state_of(L)->arena);
    charge(L, 1 + text.len / 4);
    for (size_t i = 0; i < text.len;) {
        uint32_t c = change(utf8_next(text, &i));
        if (c == 0) {
            lua_pushnil(L);
            return 1;
        }
        out_code(&out, c);
    }
    push_str(L, out_str(&out));
    return 1;
}

static int text_subscript(lua_State *L)
{
    return push_changed(L, lower);
}

static int text_superscript(lua_State *L)
{
    return push_changed(L, raise);
}

void push_text(lua_State *L)
{
    static const luaL_Reg functions[] = {{"lower", text_lower},
                                         {"upper", text_upper},
                                         {"len", text_len},
                                         {"reverse", text_reverse},
                                         {"sub", text_sub},
                                         {"subscript", text_subscript},
                                         {"superscript", text_superscript},
                                         {NULL, NULL}};
    luaL_newlib(L, functions);
}
