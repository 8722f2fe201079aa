/* Whole documents as values. */
#include "filter/document.h"

#include "filter/marshal.h"

static void check_document(lua_State *L, int index)
{
    const struct node *node = find_element(L, index);
    if (node == NULL || node->kind != NODE_BLOCKS)
        raise_expected(L, "Pandoc", index);
}

static void add_blocks(lua_State *L, int index, struct node *to)
{
    struct state *s = state_of(L);
    bool copying = s->copying;
    s->copying = true; /* both documents keep what they have */
    lua_getfield(L, index, "blocks");
    take_blocks(L, -1, to);
    lua_pop(L, 1);
    s->copying = copying;
}

/* Put the metadata of the document at `index` into the table on top. */
static void add_meta(lua_State *L, int index)
{
    lua_getfield(L, index, "meta");
    lua_pushnil(L);
    while (lua_istable(L, -2) && lua_next(L, -2) != 0) {
        charge(L, 1);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -5);
    }
    lua_pop(L, lua_istable(L, -1) ? 1 : 2);
}

int document_concat(lua_State *L)
{
    check_document(L, 1);
    check_document(L, 2);
    lua_settop(L, 2);
    struct node *node = make_node(L, NODE_BLOCKS);
    add_blocks(L, 1, node);
    add_blocks(L, 2, node);
    push_element(L, node);
    lua_newtable(L);
    add_meta(L, 1);
    add_meta(L, 2);
    set_list_type(L, "Meta");
    lua_setfield(L, -2, "meta");
    return 1;
}

/* ---- metadata ---- */

void copy_metadata(lua_State *L)
{
    push_metadata(L, take_metadata_of(L, 1));
    lua_setfield(L, -2, "meta");
}

static bool is_equal_value(lua_State *L, int a, int b);

static size_t count_keys(lua_State *L, int index)
{
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1))
        count++;
    return count;
}

/* Two tables, which may hold tables: with the same keys, and equal values under each. */
static bool is_equal_table(lua_State *L, int a, int b)
{
    int top = lua_gettop(L);
    bool equal = count_keys(L, a) == count_keys(L, b);
    lua_pushnil(L);
    while (equal && lua_next(L, a) != 0) {
        charge(L, 1);
        lua_pushvalue(L, -2);
        lua_rawget(L, b);
        equal = is_equal_value(L, lua_gettop(L) - 1, lua_gettop(L));
        lua_pop(L, 2);
    }
    lua_settop(L, top);
    return equal;
}

static bool is_equal_value(lua_State *L, int a, int b)
{
    enter(L);
    bool equal = lua_istable(L, a) && lua_istable(L, b) ? is_equal_table(L, a, b)
                                                        : lua_compare(L, a, b, LUA_OPEQ) != 0;
    leave(L);
    return equal;
}

bool is_equal_metadata(lua_State *L)
{
    push_metadata(L, take_metadata_of(L, 1));
    push_metadata(L, take_metadata_of(L, 2));
    bool equal = is_equal_value(L, lua_gettop(L) - 1, lua_gettop(L));
    lua_pop(L, 2);
    return equal;
}
