/*
 * Attr and AttributeList. An Attr keeps a table with its identifier, its classes (a List) and its
 * attributes; an AttributeList keeps an array of {key, value} pairs, so that their order is the
 * writer's.
 */
#include <string.h>

#include "filter/marshal.h"
#include "filter/members.h"
#include "filter/modules.h"
#include "filter/sandbox.h"
#include "model/native.h"

#define ATTR "Attr"
#define ATTRIBUTES "AttributeList"

static bool is_attr(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TUSERDATA && luaL_testudata(L, index, ATTR) != NULL;
}

static bool is_attributes(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TUSERDATA && luaL_testudata(L, index, ATTRIBUTES) != NULL;
}

/* ---- AttributeList ---- */

/* Put a pair at the end of the array on top of the stack; both are strings. */
static void add_pair(lua_State *L, struct str key, struct str value)
{
    lua_createtable(L, 2, 0);
    push_str(L, key);
    lua_rawseti(L, -2, 1);
    push_str(L, value);
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

/* Wrap the array on top of the stack. */
static void wrap_pairs(lua_State *L)
{
    lua_newuserdatauv(L, 1, 1);
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    luaL_setmetatable(L, ATTRIBUTES);
}

static struct str string_at(lua_State *L, int index, const char *what)
{
    if (lua_type(L, index) != LUA_TSTRING && lua_type(L, index) != LUA_TNUMBER)
        raise_expected(L, what, index);
    return keep_string(L, index);
}

/* The place of the first pair with the key at `key` in the array on top; 0 where there is none. */
static lua_Integer find_key(lua_State *L, int key)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    charge(L, 1 + (uint64_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        lua_rawgeti(L, -1, 1);
        bool same = lua_rawequal(L, -1, key);
        lua_pop(L, 2);
        if (same)
            return i;
    }
    return 0;
}

static int attributes_index(lua_State *L)
{
    luaL_checkudata(L, 1, ATTRIBUTES);
    lua_settop(L, 2);
    lua_getiuservalue(L, 1, 1);
    if (lua_type(L, 2) == LUA_TNUMBER) {
        lua_rawgeti(L, -1, lua_tointeger(L, 2));
        return 1;
    }
    lua_Integer i = find_key(L, 2);
    if (i == 0)
        return 0;
    lua_rawgeti(L, -1, i);
    lua_rawgeti(L, -1, 2);
    return 1;
}

static void remove_pair(lua_State *L, lua_Integer at)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    for (; at <= count && at > 0; at++) {
        lua_rawgeti(L, -1, at + 1);
        lua_rawseti(L, -2, at);
    }
}

/* Set the value of the pair at place `i` of the array on top to the value at 3. */
static void replace_value(lua_State *L, lua_Integer i)
{
    lua_rawgeti(L, -1, i);
    if (lua_istable(L, 3)) { /* a whole pair */
        lua_rawgeti(L, 3, 1);
        lua_rawseti(L, -2, 1);
        lua_rawgeti(L, 3, 2);
        lua_rawseti(L, -2, 2);
        return;
    }
    push_str(L, string_at(L, 3, "string"));
    lua_rawseti(L, -2, 2);
}

static int attributes_newindex(lua_State *L)
{
    luaL_checkudata(L, 1, ATTRIBUTES);
    lua_settop(L, 3);
    lua_getiuservalue(L, 1, 1);
    bool numbered = lua_type(L, 2) == LUA_TNUMBER;
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    lua_Integer i = numbered ? lua_tointeger(L, 2) : find_key(L, 2);
    if (numbered && (i < 1 || i > count + 1))
        return luaL_error(L, "attribute number %d is out of range", (int)i);
    if (lua_isnil(L, 3)) {
        remove_pair(L, i);
    } else if (i >= 1 && i <= count) {
        replace_value(L, i);
    } else if (lua_istable(L, 3)) {
        lua_rawgeti(L, 3, 1);
        lua_rawgeti(L, 3, 2);
        struct str key = string_at(L, -2, "string"), value = string_at(L, -1, "string");
        lua_pop(L, 2);
        add_pair(L, key, value);
    } else {
        add_pair(L, string_at(L, 2, "string"), string_at(L, 3, "string"));
    }
    return 0;
}

static int attributes_len(lua_State *L)
{
    lua_getiuservalue(L, 1, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

/* Upvalue 1: how many were passed. */
static int attributes_next(lua_State *L)
{
    luaL_checkudata(L, 1, ATTRIBUTES);
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(1)) + 1;
    lua_getiuservalue(L, 1, 1);
    if (lua_rawgeti(L, -1, i) == LUA_TNIL)
        return 0;
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(1));
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    return 2;
}

static int attributes_pairs(lua_State *L)
{
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, attributes_next, 1);
    lua_pushvalue(L, 1);
    return 2;
}

/* Add the {key, value} pairs of the array at `index` to the array on top. */
static void add_pairs_of_array(lua_State *L, int index)
{
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, index); i++) {
        charge(L, 1);
        lua_rawgeti(L, index, i);
        if (!lua_istable(L, -1))
            raise_expected(L, "{key, value} pair", -1);
        lua_rawgeti(L, -1, 1);
        lua_rawgeti(L, -2, 2);
        struct str key = string_at(L, -2, "string"), value = string_at(L, -1, "string");
        lua_pop(L, 3);
        add_pair(L, key, value);
    }
}

/*
 * Add the key and value on top to the array at `to`,
 * unless the key has another meaning in an HTML-like Attr.
 */
static void add_named(lua_State *L, int to, bool html)
{
    if (lua_type(L, -2) != LUA_TSTRING)
        return;
    struct str key = keep_string(L, -2);
    if (html && (str_is(key, "id") || str_is(key, "class")))
        return;
    struct str value = string_at(L, -1, "string");
    lua_pushvalue(L, to);
    add_pair(L, key, value);
    lua_pop(L, 1);
}

/*
 * The attributes of the table at `index` as an array: its
 * pairs, then key = value in the order of their keys.
 */
static void push_pairs_of_table(lua_State *L, int index, bool html)
{
    lua_newtable(L);
    int to = lua_gettop(L);
    if (!html)
        add_pairs_of_array(L, index);
    int iterator = begin_pairs(L, index);
    while (next_pair(L, index, iterator))
        add_named(L, to, html);
}

/* ---- Attr ---- */

/* An Attr of the identifier, List and AttributeList on top of the stack, which it replaces. */
static void wrap_attr(lua_State *L)
{
    lua_createtable(L, 0, 3);
    lua_insert(L, -4);
    lua_setfield(L, -4, "attributes");
    lua_setfield(L, -3, "classes");
    lua_setfield(L, -2, "identifier");
    lua_newuserdatauv(L, 1, 1);
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    luaL_setmetatable(L, ATTR);
}

static void push_strings(lua_State *L, const struct str *at, size_t count)
{
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        push_str(L, at[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
}

void push_attr(lua_State *L, const struct attr *attr)
{
    static const struct attr none = {0};
    attr = attr != NULL ? attr : &none;
    luaL_checkstack(L, 10, "nested too deeply");
    charge(L, 3 + attr->classes.count + attr->pairs.count);
    push_str(L, attr->id);
    push_strings(L, attr->classes.at, attr->classes.count);
    lua_newtable(L);
    for (size_t i = 0; i < attr->pairs.count; i++)
        add_pair(L, attr->pairs.at[i].key, attr->pairs.at[i].value);
    wrap_pairs(L);
    wrap_attr(L);
}

static void push_words(lua_State *L, struct str text)
{
    struct str word;
    lua_newtable(L);
    while (str_word(&text, &word)) {
        push_str(L, word);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
    set_list_type(L, "List");
}

/*
 * Push the classes that the value at `index` gives:
 * a list of strings, a string of words, nothing.
 */
static void push_classes(lua_State *L, int index)
{
    if (lua_isnoneornil(L, index)) {
        push_words(L, STR_NONE);
    } else if (lua_type(L, index) == LUA_TSTRING) {
        push_words(L, keep_string(L, index));
    } else if (lua_istable(L, index)) {
        lua_newtable(L);
        for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, index); i++) {
            charge(L, 1);
            lua_rawgeti(L, index, i);
            struct str name = string_at(L, -1, "string");
            lua_pop(L, 1);
            push_str(L, name);
            lua_rawseti(L, -2, i);
        }
        set_list_type(L, "List");
    } else {
        raise_expected(L, "list of classes", index);
    }
}

static void push_attributes(lua_State *L, int index)
{
    if (lua_isnoneornil(L, index)) {
        lua_newtable(L);
    } else if (lua_istable(L, index)) {
        push_pairs_of_table(L, index, false);
    } else if (is_attributes(L, index)) {
        lua_newtable(L);
        lua_getiuservalue(L, index, 1);
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
            charge(L, 1);
            lua_rawgeti(L, -1, 1);
            lua_rawgeti(L, -2, 2);
            struct str key = keep_string(L, -2), value = keep_string(L, -1);
            lua_pop(L, 3);
            lua_pushvalue(L, -2);
            add_pair(L, key, value);
            lua_pop(L, 1);
        }
        lua_pop(L, 2);
    } else {
        raise_expected(L, "AttributeList", index);
    }
    wrap_pairs(L);
}

/* {id = …, class = "a b", key = value} */
static void push_html_attr(lua_State *L, int index)
{
    if (lua_getfield(L, index, "id") == LUA_TNIL) {
        lua_pop(L, 1);
        lua_pushliteral(L, "");
    }
    lua_getfield(L, index, "class");
    push_classes(L, lua_gettop(L));
    lua_remove(L, -2);
    push_pairs_of_table(L, index, true);
    wrap_pairs(L);
    wrap_attr(L);
}

/* An Attr from the values at `id`, `id` + 1 and `id` + 2. */
static void push_attr_of_three(lua_State *L, int id)
{
    if (lua_isnoneornil(L, id))
        lua_pushliteral(L, "");
    else
        push_str(L, string_at(L, id, "string"));
    push_classes(L, id + 1);
    push_attributes(L, id + 2);
    wrap_attr(L);
}

/* Push the Attr that the value at `index` stands for. */
static void push_as_attr(lua_State *L, int index)
{
    luaL_checkstack(L, 20, "nested too deeply");
    index = lua_absindex(L, index);
    int top = lua_gettop(L);
    if (is_attr(L, index)) {
        lua_pushvalue(L, index);
    } else if (lua_type(L, index) == LUA_TSTRING) {
        lua_pushvalue(L, index);
        lua_settop(L, top + 3);
        push_attr_of_three(L, top + 1);
    } else if (is_attributes(L, index)) {
        lua_pushliteral(L, "");
        lua_pushnil(L);
        lua_pushvalue(L, index);
        push_attr_of_three(L, top + 1);
    } else if (lua_istable(L, index)) {
        bool html = lua_rawlen(L, index) == 0;
        for (lua_Integer i = 1; i <= 3 && !html; i++)
            lua_rawgeti(L, index, i);
        if (html)
            push_html_attr(L, index);
        else
            push_attr_of_three(L, top + 1);
    } else {
        raise_expected(L, "Attr", index);
    }
    lua_copy(L, -1, top + 1);
    lua_settop(L, top + 1);
}

static void take_classes(lua_State *L, struct attr *attr)
{
    lua_getfield(L, -1, "classes");
    push_classes(L, lua_gettop(L));
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        *LIST_ADD(&attr->classes, state_of(L)->arena) = keep_string(L, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 3);
}

static void take_pairs(lua_State *L, struct attr *attr)
{
    lua_getfield(L, -1, "attributes");
    push_attributes(L, lua_gettop(L));
    lua_getiuservalue(L, -1, 1);
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        lua_rawgeti(L, -1, 1);
        lua_rawgeti(L, -2, 2);
        struct str key = string_at(L, -2, "string"), value = string_at(L, -1, "string");
        *LIST_ADD(&attr->pairs, state_of(L)->arena) = (struct pair){key, value};
        lua_pop(L, 3);
    }
    lua_pop(L, 4);
}

struct attr *take_attr(lua_State *L, int index)
{
    push_as_attr(L, index);
    lua_getiuservalue(L, -1, 1);
    charge_bytes(L, sizeof(struct attr));
    struct attr *attr = ARENA_NEW(state_of(L)->arena, struct attr);
    lua_getfield(L, -1, "identifier");
    attr->id = string_at(L, -1, "string");
    lua_pop(L, 1);
    take_classes(L, attr);
    take_pairs(L, attr);
    lua_pop(L, 2);
    return attr_is_empty(attr) ? NULL : attr;
}

/* The name of a field, which may be given as 1, 2 or 3. */
static const char *field_name(lua_State *L, int index)
{
    static const char *const names[] = {"identifier", "classes", "attributes"};
    if (lua_type(L, index) == LUA_TNUMBER) {
        lua_Integer i = lua_tointeger(L, index);
        return i >= 1 && i <= 3 ? names[i - 1] : "";
    }
    return luaL_checkstring(L, index);
}

static int attr_clone(lua_State *L)
{
    luaL_checkudata(L, 1, ATTR);
    push_attr(L, take_attr(L, 1));
    return 1;
}

static int attr_index(lua_State *L)
{
    luaL_checkudata(L, 1, ATTR);
    const char *name = field_name(L, 2);
    if (strcmp(name, "t") == 0 || strcmp(name, "tag") == 0)
        lua_pushliteral(L, ATTR);
    else if (strcmp(name, "clone") == 0)
        lua_pushcfunction(L, attr_clone);
    else {
        lua_getiuservalue(L, 1, 1);
        lua_getfield(L, -1, name);
    }
    return 1;
}

static int attr_newindex(lua_State *L)
{
    luaL_checkudata(L, 1, ATTR);
    lua_settop(L, 3);
    const char *name = field_name(L, 2);
    lua_getiuservalue(L, 1, 1);
    if (strcmp(name, "identifier") == 0)
        push_str(L, string_at(L, 3, "string"));
    else if (strcmp(name, "classes") == 0)
        push_classes(L, 3);
    else if (strcmp(name, "attributes") == 0)
        push_attributes(L, 3);
    else
        return luaL_error(L, "Cannot set unknown property.");
    lua_setfield(L, 4, name);
    return 0;
}

static int attr_equal(lua_State *L)
{
    lua_pushboolean(
        L, is_attr(L, 1) && is_attr(L, 2) && is_equal_attr(take_attr(L, 1), take_attr(L, 2)));
    return 1;
}

static int attr_show(lua_State *L)
{
    luaL_checkudata(L, 1, ATTR);
    struct out out = out_new(state_of(L)->arena);
    native_put_attr(take_attr(L, 1), &out);
    push_str(L, out_str(&out));
    return 1;
}

static int attr_pairs(lua_State *L)
{
    static const char *const properties[] = {"identifier", "classes", "attributes", "tag", NULL};
    static const char *const methods[] = {"clone", NULL};
    luaL_checkudata(L, 1, ATTR);
    return push_members(L, properties, methods);
}

static int attributes_equal(lua_State *L)
{
    lua_pushboolean(L,
                    is_attributes(L, 1) && is_attributes(L, 2)
                        && is_equal_attr(take_attr(L, 1), take_attr(L, 2)));
    return 1;
}

/* Shown as the last part of an Attr: `[("key","value")]`. */
static int attributes_show(lua_State *L)
{
    luaL_checkudata(L, 1, ATTRIBUTES);
    struct out out = out_new(state_of(L)->arena);
    native_put_attr(take_attr(L, 1), &out);
    push_str(L, str_slice(out_str(&out), sizeof "('',[]," - 1, out.len - 1));
    return 1;
}

/* pandoc.Attr(id, classes, attributes), or of one value that stands for all. */
static int make_attr(lua_State *L)
{
    lua_settop(L, 3);
    if (lua_isnil(L, 2) && lua_isnil(L, 3) && !lua_isnil(L, 1) && lua_type(L, 1) != LUA_TSTRING)
        push_as_attr(L, 1);
    else
        push_attr_of_three(L, 1);
    return 1;
}

static int make_attributes(lua_State *L)
{
    lua_settop(L, 1);
    push_attributes(L, 1);
    return 1;
}

void open_attributes(lua_State *L)
{
    static const luaL_Reg attr[] = {{"__index", attr_index}, {"__newindex", attr_newindex},
                                    {"__eq", attr_equal},    {"__tostring", attr_show},
                                    {"__pairs", attr_pairs}, {NULL, NULL}};
    static const luaL_Reg attributes[] = {{"__index", attributes_index},
                                          {"__newindex", attributes_newindex},
                                          {"__len", attributes_len},
                                          {"__pairs", attributes_pairs},
                                          {"__eq", attributes_equal},
                                          {"__tostring", attributes_show},
                                          {NULL, NULL}};
    luaL_newmetatable(L, ATTR);
    luaL_setfuncs(L, attr, 0);
    lua_pushliteral(L, ATTR);
    lua_setfield(L, -2, "__metatable");
    luaL_newmetatable(L, ATTRIBUTES);
    luaL_setfuncs(L, attributes, 0);
    lua_pushliteral(L, ATTRIBUTES);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
    lua_pushcfunction(L, make_attr);
    lua_setfield(L, LUA_REGISTRYINDEX, "gloss.make_attr");
    lua_pushcfunction(L, make_attributes);
    lua_setfield(L, LUA_REGISTRYINDEX, "gloss.make_attributes");
}
