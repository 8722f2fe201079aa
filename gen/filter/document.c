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
