/* SimpleTable: tables as pandoc had them before cells could span others. */
#include "filter/fields.h"
#include "filter/marshal.h"
#include "model/names.h"

/* ---- from a Table ---- */

/* Push the cells of a row, each as its blocks. */
static void push_cells(lua_State *L, const struct node *row)
{
    lua_newtable(L);
    lua_Integer i = 0;
    for (struct node *cell = row != NULL ? row->first : NULL; cell != NULL; cell = cell->next) {
        push_blocks(L, copy_tree(L, cell));
        lua_rawseti(L, -2, ++i);
    }
    set_list_type(L, "List");
}

/* Add the rows of a part to the list on top of the stack. */
static void add_rows(lua_State *L, const struct node *part, const struct node *but)
{
    for (const struct node *row = part->first; row != NULL; row = row->next) {
        if (row == but)
            continue;
        push_cells(L, row);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
}

/* The first row of the head is the headers; those behind it are rows like others. */
static void set_rows(lua_State *L, const struct node *table)
{
    const struct node *head = find_child(table, NODE_TABLE_HEAD);
    const struct node *first = head != NULL ? head->first : NULL;
    push_cells(L, first);
    lua_setfield(L, -2, "headers");
    lua_newtable(L);
    for (const struct node *part = table->first; part != NULL; part = part->next)
        if (part->kind != NODE_CAPTION)
            add_rows(L, part, first);
    set_list_type(L, "List");
    lua_setfield(L, -2, "rows");
}

static void set_columns(lua_State *L, const struct node *table)
{
    lua_newtable(L);
    lua_newtable(L);
    for (size_t i = 0; i < table->table.count; i++) {
        lua_pushstring(L, alignment_names[table->table.columns[i].alignment]);
        lua_rawseti(L, -3, (lua_Integer)i + 1);
        lua_pushnumber(L, table->table.columns[i].width);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
    lua_setfield(L, -3, "widths");
    set_list_type(L, "List");
    lua_setfield(L, -2, "aligns");
}

/* The caption's blocks as inlines, by the function of pandoc.utils. */
static void set_caption(lua_State *L, const struct node *table)
{
    const struct node *caption = find_child(table, NODE_CAPTION);
    lua_pushvalue(L, lua_upvalueindex(1));
    if (caption != NULL)
        push_blocks(L, copy_tree(L, caption));
    else
        push_blocks(L, make_node(L, NODE_BLOCKS));
    lua_call(L, 1, 1);
    lua_setfield(L, -2, "caption");
}

/* Upvalue 1: pandoc.utils.blocks_to_inlines. */
int utils_to_simple_table(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (find_element(L, 1) == NULL || find_element(L, 1)->kind != NODE_TABLE)
        raise_error(L, DIAG_FILTER_BAD_NODE, "Expected Table, got %s.",
                    find_element(L, 1) != NULL ? element_name(find_element(L, 1)) : type_of(L, 1));
    const struct node *table = look_at_element(L, 1);
    lua_createtable(L, 0, 5);
    set_caption(L, table);
    set_columns(L, table);
    set_rows(L, table);
    wrap_fields(L, SIMPLE_TABLE);
    return 1;
}

/* ---- to a Table ---- */

/* The rows of the list on top of the stack, at the end of `part`. */
static void take_row(lua_State *L, struct node *part)
{
    struct node *row = make_node(L, NODE_ROW);
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    charge(L, 1 + (uint64_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        struct node *cell = make_node(L, NODE_CELL);
        lua_rawgeti(L, -1, i);
        take_blocks(L, -1, cell);
        lua_pop(L, 1);
        node_append(row, cell);
    }
    node_append(part, row);
}

static void take_rows(lua_State *L, struct node *table)
{
    struct node *head = make_node(L, NODE_TABLE_HEAD), *body = make_node(L, NODE_TABLE_BODY);
    push_field(L, 1, SIMPLE_TABLE, "headers");
    if (lua_rawlen(L, -1) != 0)
        take_row(L, head);
    node_append(table, head);
    push_field(L, 1, SIMPLE_TABLE, "rows");
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++) {
        lua_rawgeti(L, -1, i);
        take_row(L, body);
        lua_pop(L, 1);
    }
    if (body->first != NULL)
        node_append(table, body);
    node_append(table, make_node(L, NODE_TABLE_FOOT));
    lua_pop(L, 2);
}

/* {alignment, width} for each column; 0 is the width of a column that has none. */
static void take_simple_columns(lua_State *L, struct node *table)
{
    push_field(L, 1, SIMPLE_TABLE, "aligns");
    push_field(L, 1, SIMPLE_TABLE, "widths");
    lua_newtable(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, -2);
    for (lua_Integer i = 1; i <= count && i <= (lua_Integer)lua_rawlen(L, -3); i++) {
        lua_createtable(L, 2, 0);
        lua_rawgeti(L, -4, i);
        lua_rawseti(L, -2, 1);
        lua_rawgeti(L, -3, i);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, i);
    }
    take_property(L, table, PROPERTY_COLUMNS);
    lua_pop(L, 3);
}

int utils_from_simple_table(lua_State *L)
{
    lua_settop(L, 1);
    struct node *table = make_node(L, NODE_TABLE), *caption = make_node(L, NODE_CAPTION);
    push_field(L, 1, SIMPLE_TABLE, "caption");
    if (lua_rawlen(L, -1) != 0) {
        take_blocks(L, -1, caption);
        node_append(table, caption);
    }
    lua_pop(L, 1);
    take_simple_columns(L, table);
    take_rows(L, table);
    push_element(L, table);
    return 1;
}
