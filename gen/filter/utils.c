/* pandoc.utils. */
#include "filter/fields.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/sandbox.h"
#include "filter/sha1.h"

/* ---- stringify ---- */

static void put_value_text(lua_State *L, int index, struct out *out);

static void put_table_text(lua_State *L, int index, struct out *out)
{
    int iterator = begin_pairs(L, index);
    while (next_pair(L, index, iterator))
        put_value_text(L, lua_gettop(L), out);
}

/* Of a citation, whose table is on top and is taken away, the words around its key. */
static void put_fields_text(lua_State *L, struct out *out)
{
    static const char *const names[] = {"prefix", "suffix"};
    for (size_t i = 0; i < 2; i++) {
        lua_getfield(L, -1, names[i]);
        put_value_text(L, lua_gettop(L), out);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void put_value_text(lua_State *L, int index, struct out *out)
{
    enter(L);
    if (find_element(L, index) != NULL) {
        put_stringified(L, look_at_element(L, index), out);
    } else if (lua_istable(L, index)) {
        put_table_text(L, index, out);
    } else if (lua_type(L, index) == LUA_TSTRING || lua_type(L, index) == LUA_TNUMBER) {
        lua_pushvalue(L, index);
        out_raw(out, keep_string(L, -1));
        lua_pop(L, 1);
    } else if (lua_isboolean(L, index)) {
        out_c(out, lua_toboolean(L, index) ? "true" : "false");
    } else if (push_fields(L, index, CITATION)) {
        put_fields_text(L, out);
    } else if (luaL_testudata(L, index, "Attr") == NULL) {
        raise_expected(L, "element, list or string", index);
    }
    leave(L);
}

static int utils_stringify(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    struct out out = out_new(state_of(L)->arena);
    put_value_text(L, 1, &out);
    charge_bytes(L, out.len);
    push_str(L, out_str(&out));
    return 1;
}

/* ---- the other functions ---- */

static int utils_sha1(lua_State *L)
{
    struct str text;
    char hex[41];
    text.at = luaL_checklstring(L, 1, &text.len);
    charge(L, 50 + text.len / 4);
    sha1_hex(text, hex);
    lua_pushstring(L, hex);
    return 1;
}

static int utils_type(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushstring(L, type_of(L, 1));
    return 1;
}

static int utils_equals(lua_State *L)
{
    luaL_checkany(L, 2);
    lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPEQ));
    return 1;
}

/* Move the inlines of a block into `to`, those of what is in it after one another. */
static void put_inlines_of(lua_State *L, struct node *block, const struct node *separator,
                           struct node *to)
{
    enter(L);
    if (node_fact(block->kind)->holds == HOLDS_INLINES) {
        for (const struct node *s = separator->first; s != NULL && to->first != NULL; s = s->next)
            node_append(to, copy_tree(L, s));
        node_move_children(to, block);
    } else {
        for (struct node *child = block->first, *next; child != NULL; child = next) {
            next = child->next;
            put_inlines_of(L, child, separator, to);
        }
    }
    leave(L);
}

static int utils_blocks_to_inlines(lua_State *L)
{
    lua_settop(L, 2);
    struct node *blocks = make_node(L, NODE_BLOCKS), *separator = make_node(L, NODE_INLINES);
    struct node *to = make_node(L, NODE_INLINES), *own = NULL;
    take_blocks(L, 1, blocks);
    own = copy_tree(L, blocks);
    if (lua_isnil(L, 2))
        node_append(separator, make_node(L, NODE_LINE_BREAK));
    else
        take_inlines(L, 2, separator);
    put_inlines_of(L, own, separator, to);
    push_inlines(L, to);
    return 1;
}

static int utils_to_roman_numeral(lua_State *L)
{
    static const struct {
        int value;
        const char *text;
    } digits[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                  {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                  {5, "V"},    {4, "IV"},   {1, "I"}};
    lua_Integer n = luaL_checkinteger(L, 1);
    luaL_Buffer buffer;
    if (n < 0 || n >= 4000) {
        lua_pushliteral(L, "?"); /* as pandoc writes what has no numeral */
        return 1;
    }
    luaL_buffinit(L, &buffer);
    for (size_t i = 0; n > 0; i++)
        for (; n >= digits[i].value; n -= digits[i].value)
            luaL_addstring(&buffer, digits[i].text);
    luaL_pushresult(&buffer);
    return 1;
}

void push_utils(lua_State *L)
{
    static const luaL_Reg functions[] = {{"stringify", utils_stringify},
                                         {"sha1", utils_sha1},
                                         {"type", utils_type},
                                         {"equals", utils_equals},
                                         {"blocks_to_inlines", utils_blocks_to_inlines},
                                         {"from_simple_table", utils_from_simple_table},
                                         {"to_roman_numeral", utils_to_roman_numeral},
                                         {"normalize_date", utils_normalize_date},
                                         {"references", utils_references},
                                         {"run_lua_filter", utils_run_lua_filter},
                                         {NULL, NULL}};
    luaL_newlib(L, functions);
    set_missing(L, "pandoc.utils");
    set_make_sections(L);
    push_types(L); /* whose Version had its place here before */
    lua_getfield(L, -1, "Version");
    lua_setfield(L, -3, "Version");
    lua_pop(L, 1);
    lua_pushcfunction(L, utils_blocks_to_inlines);
    lua_pushcclosure(L, utils_to_simple_table, 1);
    lua_setfield(L, -2, "to_simple_table");
    lua_insert(L, -2);
    lua_pushcfunction(L, utils_sha1);
    lua_setfield(L, -2, "sha1");
    lua_insert(L, -2);
}
