#include "filter/parts.h"

#include "filter/marshal.h"
#include "model/names.h"

/* ---- to Lua ---- */

void push_child_of_kind(lua_State *L, struct node *node, enum node_kind kind)
{
    struct node *child = find_child(node, kind);
    push_element(L, child != NULL ? child : make_node(L, kind));
}

void push_parts(lua_State *L, struct node *first, enum node_kind kind, int most)
{
    lua_newtable(L);
    lua_Integer i = 0;
    for (struct node *child = first; child != NULL && i < most; child = child->next) {
        if (child->kind != kind)
            continue;
        push_element(L, child);
        lua_rawseti(L, -2, ++i);
    }
    set_list_type(L, "List");
}

enum node_kind kind_of_parts(const struct node *node)
{
    return node->kind == NODE_ROW ? NODE_CELL : NODE_ROW;
}

struct node *first_row(const struct node *node)
{
    struct node *row = node->first;
    for (int i = 0; node->kind == NODE_TABLE_BODY && row != NULL && i < node->body.head_rows; i++)
        row = row->next;
    return row;
}

/* ---- from tables ---- */

/* A body as pandoc has it until 3.9: a table with attr, head (rows of its own heading) and body. */
static void take_body_table(lua_State *L, struct node *to)
{
    struct node *body = make_node(L, NODE_TABLE_BODY);
    if (lua_getfield(L, -1, "attr") != LUA_TNIL)
        body->attr = take_attr(L, -1);
    lua_pop(L, 1);
    if (lua_getfield(L, -1, "head") != LUA_TNIL) {
        take_elements_of_kind(L, body, NODE_ROW);
        body->body.head_rows = (int)lua_rawlen(L, -1);
    }
    lua_pop(L, 1);
    if (lua_getfield(L, -1, "body") != LUA_TNIL)
        take_elements_of_kind(L, body, NODE_ROW);
    lua_pop(L, 1);
    if (lua_getfield(L, -1, "row_head_columns") != LUA_TNIL)
        take_property(L, body, PROPERTY_HEAD_COLUMNS);
    lua_pop(L, 1);
    node_append(to, body);
}

/* The field of a table that stands for a head, foot, row or cell in which its contents are. */
static const char *contents_name(enum node_kind kind)
{
    return kind == NODE_CELL ? "contents" : kind == NODE_ROW ? "cells" : "rows";
}

/*
 * Replace the table on top by its contents, which are under their name, behind attributes as the
 * second of two items, or the table itself; the attributes are taken.
 */
static void find_contents(lua_State *L, struct node *part)
{
    int table = lua_gettop(L);
    bool pair = lua_rawgeti(L, table, 1) == LUA_TUSERDATA && luaL_testudata(L, -1, "Attr") != NULL;
    if (pair || lua_getfield(L, table, "attr") != LUA_TNIL)
        part->attr = take_attr(L, -1);
    if (pair)
        lua_rawgeti(L, table, 2);
    else if (lua_getfield(L, table, contents_name(part->kind)) == LUA_TNIL)
        lua_pushvalue(L, table);
    lua_replace(L, table);
    lua_settop(L, table);
}

static void take_cell_fields(lua_State *L, struct node *cell)
{
    static const struct {
        const char *name;
        enum property_kind kind;
    } fields[] = {{"alignment", PROPERTY_ALIGNMENT},
                  {"row_span", PROPERTY_ROW_SPAN},
                  {"col_span", PROPERTY_COLUMN_SPAN}};
    for (size_t i = 0; lua_istable(L, -1) && i < 3; i++) {
        if (lua_getfield(L, -1, fields[i].name) != LUA_TNIL)
            take_property(L, cell, fields[i].kind);
        lua_pop(L, 1);
    }
}

/* A cell of what stands for blocks, a row of cells, a head or foot of rows. */
static void take_plain_part(lua_State *L, struct node *to, enum node_kind kind)
{
    struct node *part = make_node(L, kind);
    lua_pushvalue(L, -1);
    if (kind == NODE_CELL)
        take_cell_fields(L, part);
    if (lua_istable(L, -1))
        find_contents(L, part);
    if (kind == NODE_CELL)
        take_blocks(L, -1, part);
    else
        take_elements_of_kind(L, part, kind_of_parts(part));
    lua_pop(L, 1);
    node_append(to, part);
}

/* ---- from Lua ---- */

void take_element_of_kind(lua_State *L, struct node *to, enum node_kind kind)
{
    struct node *node = find_element(L, -1);
    enter(L);
    if (node != NULL && node->kind == kind)
        node_append(to, take_element(L, -1));
    else if (kind == NODE_TABLE_BODY && lua_istable(L, -1))
        take_body_table(L, to);
    else if (lua_istable(L, -1)
             || (kind == NODE_CELL && (node != NULL || lua_type(L, -1) == LUA_TSTRING)))
        take_plain_part(L, to, kind);
    else
        raise_expected(L, node_fact(kind)->name, -1);
    leave(L);
}

void take_elements_of_kind(lua_State *L, struct node *to, enum node_kind kind)
{
    if (!lua_istable(L, -1))
        raise_expected(L, "list", -1);
    lua_Unsigned count = lua_rawlen(L, -1);
    charge(L, 1 + count);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        take_element_of_kind(L, to, kind);
        lua_pop(L, 1);
    }
}

void take_head_rows(lua_State *L, struct node *body)
{
    take_elements_of_kind(L, body, NODE_ROW);
    body->body.head_rows = (int)lua_rawlen(L, -1);
}
