/* Front matter as the metadata that filters know from pandoc. */
#include "filter/marshal.h"

void push_words_of(lua_State *L, struct str text)
{
    struct node *holder = make_node(L, NODE_INLINES);
    put_words(L, text, holder);
    push_inlines(L, holder);
}

static void set_words(lua_State *L, const char *key, struct str text)
{
    if (text.len == 0)
        return;
    push_words_of(L, text);
    lua_setfield(L, -2, key);
}

static void push_list_value(lua_State *L, const struct value *value)
{
    lua_createtable(L, 0, 0);
    for (size_t i = 0; i < value->count; i++) {
        push_value(L, &value->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
}

static void push_map_value(lua_State *L, const struct value *value)
{
    lua_createtable(L, 0, 0);
    for (size_t i = 0; i < value->count; i++) {
        push_str(L, value->keys[i]);
        push_value(L, &value->items[i]);
        lua_rawset(L, -3);
    }
}

void push_value(lua_State *L, const struct value *value)
{
    enter(L);
    charge(L, 1);
    switch (value->kind) {
    case VALUE_NULL: lua_pushliteral(L, ""); break;
    case VALUE_BOOL: lua_pushboolean(L, value->boolean); break;
    case VALUE_INTEGER: lua_pushinteger(L, value->integer); break;
    case VALUE_NUMBER: lua_pushnumber(L, value->number); break;
    case VALUE_STRING: push_str(L, value->string); break;
    case VALUE_LIST: push_list_value(L, value); break;
    case VALUE_MAP: push_map_value(L, value); break;
    case VALUE_INLINES: push_inlines(L, value->nodes); break;
    case VALUE_BLOCKS: push_blocks(L, value->nodes); break;
    }
    leave(L);
}

static void set_values(lua_State *L, const struct value *map)
{
    for (size_t i = 0; map != NULL && map->kind == VALUE_MAP && i < map->count; i++) {
        push_str(L, map->keys[i]);
        push_value(L, &map->items[i]);
        lua_rawset(L, -3);
    }
}

static void set_tags(lua_State *L, const struct meta *meta)
{
    if (meta->tags.count == 0)
        return;
    lua_newtable(L);
    for (size_t i = 0; i < meta->tags.count; i++) {
        push_words_of(L, meta->tags.at[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
    lua_setfield(L, -2, "tags");
}

static void set_authors(lua_State *L, const struct meta *meta)
{
    if (meta->authors.count == 0)
        return;
    lua_newtable(L);
    for (size_t i = 0; i < meta->authors.count; i++) {
        push_words_of(L, meta->authors.at[i].name);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
    lua_setfield(L, -2, "author");
}

void push_meta(lua_State *L)
{
    const struct doc *doc = state_of(L)->doc;
    const struct meta *meta = &doc->page->meta;
    luaL_checkstack(L, 20, "nested too deeply");
    lua_newtable(L);
    set_values(L, meta->extra);
    set_values(L, meta->own);
    set_words(L, "title", meta->title);
    set_words(L, "subtitle", meta->subtitle);
    set_words(L, "date", meta->date);
    set_words(L, "lang", doc->language);
    set_authors(L, meta);
    set_tags(L, meta);
    if (doc->abstract != NULL) {
        push_blocks(L, copy_tree(L, doc->abstract));
        lua_setfield(L, -2, "abstract");
    }
    set_list_type(L, "Meta");
}

static void put_table_shown(lua_State *L, int index, struct out *out)
{
    out_char(out, '{');
    lua_getfield(L, LUA_REGISTRYINDEX, "gloss.pairs");
    lua_pushvalue(L, index);
    lua_call(L, 1, 2);
    int iterator = lua_gettop(L) - 1;
    for (;;) {
        lua_pushvalue(L, iterator);
        lua_pushvalue(L, index);
        lua_call(L, 1, 2);
        if (lua_isnil(L, -2))
            break;
        put_value_shown(L, lua_gettop(L) - 1, out);
        out_char(out, '=');
        put_value_shown(L, lua_gettop(L), out);
        out_char(out, ';');
        lua_settop(L, iterator + 1);
    }
    lua_settop(L, iterator - 1);
    out_char(out, '}');
}

void put_value_shown(lua_State *L, int index, struct out *out)
{
    enter(L);
    if (find_element(L, index) != NULL) {
        show_tree(L, look_at_element(L, index), out);
    } else if (lua_istable(L, index)) {
        put_table_shown(L, index, out);
    } else {
        struct str text;
        text.at = luaL_tolstring(L, index, &text.len);
        charge_bytes(L, text.len);
        out_fmt(out, "%s:", luaL_typename(L, index));
        out_raw(out, text);
        lua_pop(L, 1);
    }
    leave(L);
}
