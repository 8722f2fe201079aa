/* The properties of nodes, one by one: to Lua, from Lua, and from an old node to a new one. */
#include <limits.h>
#include <string.h>

#include "filter/fields.h"
#include "filter/marshal.h"
#include "filter/parts.h"
#include "model/names.h"

int take_name(lua_State *L, int index, const char *const *names, int count, const char *what)
{
    if (lua_type(L, index) == LUA_TSTRING)
        for (int i = 0; i < count; i++)
            if (strcmp(lua_tostring(L, index), names[i]) == 0)
                return i;
    if (lua_type(L, index) == LUA_TSTRING)
        raise_error(L, DIAG_FILTER_BAD_NODE, "%s expected, got \"%s\"", what,
                    lua_tostring(L, index));
    raise_expected(L, what, index);
}

static struct str take_string(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TSTRING && lua_type(L, index) != LUA_TNUMBER)
        raise_expected(L, "string", index);
    return keep_string(L, index);
}

static int take_integer(lua_State *L, int index, int least)
{
    int is_number;
    lua_Integer value = lua_tointegerx(L, index, &is_number);
    if (!is_number)
        raise_expected(L, "Integral", index);
    if (value < least || value > 1000000)
        raise_error(L, DIAG_FILTER_BAD_NODE, "a number from %d to 1000000 expected, got %lld",
                    least, (long long)value);
    return (int)value;
}

/* ---- lists' marks ---- */

static void set_field(lua_State *L, const char *name, const char *value)
{
    lua_pushstring(L, value);
    lua_setfield(L, -2, name);
}

void push_list_marks(lua_State *L, const struct node *list)
{
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, list->list.start);
    lua_setfield(L, -2, "start");
    set_field(L, "style", list_style_names[list->list.style]);
    set_field(L, "delimiter", list_delimiter_names[list->list.delimiter]);
    wrap_fields(L, LIST_ATTRIBUTES);
}

/* Push the field `name`, or, in the short form {1, "Decimal", "Period"}, the item at `place`. */
static bool push_field_or_item(lua_State *L, int index, const char *name, int place)
{
    if (lua_getfield(L, index, name) != LUA_TNIL)
        return true;
    lua_pop(L, 1);
    if (lua_rawgeti(L, index, place) != LUA_TNIL)
        return true;
    lua_pop(L, 1);
    return false;
}

void take_list_marks(lua_State *L, int index, struct node *list)
{
    index = lua_absindex(L, index);
    if (!lua_istable(L, index) && !push_fields(L, index, LIST_ATTRIBUTES))
        raise_expected(L, "ListAttributes", index);
    list->list.start = 1;
    list->list.style = STYLE_DEFAULT;
    list->list.delimiter = DELIMITER_DEFAULT;
    int top = lua_gettop(L);
    if (!lua_istable(L, index))
        index = top;
    if (push_field_or_item(L, index, "start", 1))
        list->list.start = take_integer(L, -1, 0);
    if (push_field_or_item(L, index, "style", 2))
        list->list.style =
            (enum list_style)take_name(L, -1, list_style_names, 7, "ListNumberStyle");
    if (push_field_or_item(L, index, "delimiter", 3))
        list->list.delimiter =
            (enum list_delimiter)take_name(L, -1, list_delimiter_names, 4, "ListNumberDelim");
    lua_settop(L, top);
}

/* ---- tables and captions ---- */

static void push_caption(lua_State *L, struct node *node)
{
    struct node *caption = find_child(node, NODE_CAPTION);
    push_element(L, caption != NULL ? caption : make_node(L, NODE_CAPTION));
}

static void push_short(lua_State *L, struct node *caption)
{
    if (caption->brief != NULL)
        push_inlines(L, caption->brief);
    else
        lua_pushnil(L);
}

static void take_short(lua_State *L, struct node *caption)
{
    caption->brief = NULL;
    if (!lua_toboolean(L, -1))
        return;
    caption->brief = make_node(L, NODE_INLINES);
    take_inlines(L, -1, caption->brief);
    charge_tree(L, caption->brief);
}

/* {long = blocks, short = inlines}, or what stands for blocks. */
static struct node *take_caption_table(lua_State *L)
{
    struct node *caption = make_node(L, NODE_CAPTION);
    int top = lua_gettop(L);
    bool with_long = lua_istable(L, -1) && lua_getfield(L, -1, "long") != LUA_TNIL;
    if (!with_long)
        lua_settop(L, top);
    take_blocks(L, -1, caption);
    lua_settop(L, top);
    if (with_long) {
        lua_getfield(L, -1, "short");
        take_short(L, caption);
        lua_settop(L, top);
    }
    return caption;
}

/* An empty caption is none. */
static void take_caption(lua_State *L, struct node *to)
{
    struct node *node = find_element(L, -1);
    struct node *caption =
        node != NULL && node->kind == NODE_CAPTION ? take_element(L, -1) : take_caption_table(L);
    if (caption->first != NULL || caption->brief != NULL)
        node_append(to, caption);
}

static void push_columns(lua_State *L, const struct node *table)
{
    lua_newtable(L);
    for (size_t i = 0; i < table->table.count; i++) {
        lua_createtable(L, 2, 0);
        lua_pushstring(L, alignment_names[table->table.columns[i].alignment]);
        lua_rawseti(L, -2, 1);
        if (table->table.columns[i].width > 0) {
            lua_pushnumber(L, table->table.columns[i].width);
            lua_rawseti(L, -2, 2);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
}

static struct column take_column(lua_State *L)
{
    struct column column = {ALIGN_DEFAULT, 0};
    if (!lua_istable(L, -1))
        raise_expected(L, "{alignment, width} pair", -1);
    lua_rawgeti(L, -1, 1);
    column.alignment = (enum alignment)take_name(L, -1, alignment_names, 4, "Alignment");
    lua_rawgeti(L, -2, 2);
    double width = lua_tonumber(L, -1);
    column.width = width > 0 && width <= 1 ? width : 0;
    lua_pop(L, 2);
    return column;
}

static void take_columns(lua_State *L, struct node *to)
{
    if (!lua_istable(L, -1))
        raise_expected(L, "list of column specifications", -1);
    size_t count = lua_rawlen(L, -1);
    charge_bytes(L, count * sizeof(struct column));
    to->table.columns = ARENA_ARRAY(state_of(L)->arena, count, struct column);
    to->table.count = count;
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        to->table.columns[i] = take_column(L);
        lua_pop(L, 1);
    }
}

/* ---- properties ---- */

void push_property(lua_State *L, struct node *node, enum property_kind kind)
{
    switch (kind) {
    case PROPERTY_INLINES: push_inlines(L, node); break;
    case PROPERTY_BLOCKS: push_blocks(L, node); break;
    case PROPERTY_ITEMS:
    case PROPERTY_LINES: push_parts_as_lists(L, node); break;
    case PROPERTY_DEFINITIONS: push_definitions(L, node); break;
    case PROPERTY_TEXT: push_str(L, node->text); break;
    case PROPERTY_TITLE: push_str(L, node->title); break;
    case PROPERTY_LEVEL: lua_pushinteger(L, node->level); break;
    case PROPERTY_QUOTE: lua_pushstring(L, quote_names[node->quote]); break;
    case PROPERTY_MATH: lua_pushstring(L, math_names[node->math]); break;
    case PROPERTY_ATTR: push_attr(L, node->attr); break;
    case PROPERTY_LIST_MARKS: push_list_marks(L, node); break;
    case PROPERTY_CAPTION: push_caption(L, node); break;
    case PROPERTY_COLUMNS: push_columns(L, node); break;
    case PROPERTY_HEAD: push_child_of_kind(L, node, NODE_TABLE_HEAD); break;
    case PROPERTY_BODIES: push_parts(L, node->first, NODE_TABLE_BODY, INT_MAX); break;
    case PROPERTY_FOOT: push_child_of_kind(L, node, NODE_TABLE_FOOT); break;
    case PROPERTY_PARTS: push_parts(L, first_row(node), kind_of_parts(node), INT_MAX); break;
    case PROPERTY_HEAD_ROWS: push_parts(L, node->first, NODE_ROW, node->body.head_rows); break;
    case PROPERTY_HEAD_COLUMNS: lua_pushinteger(L, node->body.head_columns); break;
    case PROPERTY_SHORT: push_short(L, node); break;
    case PROPERTY_ALIGNMENT: lua_pushstring(L, alignment_names[node->cell.alignment]); break;
    case PROPERTY_ROW_SPAN: lua_pushinteger(L, node->cell.rows); break;
    case PROPERTY_COLUMN_SPAN: lua_pushinteger(L, node->cell.columns); break;
    case PROPERTY_CITATIONS: push_citations(L, node); break;
    case PROPERTY_META: push_meta(L); break;
    }
}

void take_property(lua_State *L, struct node *to, enum property_kind kind)
{
    switch (kind) {
    case PROPERTY_INLINES: take_inlines(L, -1, to); break;
    case PROPERTY_BLOCKS: take_blocks(L, -1, to); break;
    case PROPERTY_ITEMS: take_parts(L, -1, NODE_ITEM, to); break;
    case PROPERTY_LINES: take_parts(L, -1, NODE_LINE, to); break;
    case PROPERTY_DEFINITIONS: take_definitions(L, to); break;
    case PROPERTY_TEXT: to->text = take_string(L, -1); break;
    case PROPERTY_TITLE: to->title = take_string(L, -1); break;
    case PROPERTY_LEVEL: to->level = take_integer(L, -1, 1); break;
    case PROPERTY_QUOTE:
        to->quote = (enum quote_marks)take_name(L, -1, quote_names, 2, "QuoteType");
        break;
    case PROPERTY_MATH:
        to->math = (enum math_style)take_name(L, -1, math_names, 2, "MathType");
        break;
    case PROPERTY_ATTR: to->attr = take_attr(L, -1); break;
    case PROPERTY_LIST_MARKS: take_list_marks(L, -1, to); break;
    case PROPERTY_CAPTION: take_caption(L, to); break;
    case PROPERTY_COLUMNS: take_columns(L, to); break;
    case PROPERTY_HEAD: take_element_of_kind(L, to, NODE_TABLE_HEAD); break;
    case PROPERTY_BODIES: take_elements_of_kind(L, to, NODE_TABLE_BODY); break;
    case PROPERTY_FOOT: take_element_of_kind(L, to, NODE_TABLE_FOOT); break;
    case PROPERTY_PARTS: take_elements_of_kind(L, to, kind_of_parts(to)); break;
    case PROPERTY_ALIGNMENT:
        to->cell.alignment = (enum alignment)take_name(L, -1, alignment_names, 4, "Alignment");
        break;
    case PROPERTY_ROW_SPAN: to->cell.rows = take_integer(L, -1, 1); break;
    case PROPERTY_COLUMN_SPAN: to->cell.columns = take_integer(L, -1, 1); break;
    case PROPERTY_CITATIONS: take_citations(L, to); break;
    case PROPERTY_SHORT: take_short(L, to); break;
    case PROPERTY_HEAD_ROWS: take_head_rows(L, to); break;
    case PROPERTY_HEAD_COLUMNS: to->body.head_columns = take_integer(L, -1, 0); break;
    case PROPERTY_META: break; /* walk.c looks at the metadata */
    }
}

/* Whether `child` belongs to the property, which is one of those that hold children. */
static bool is_in_property(const struct node *child, enum property_kind kind)
{
    switch (kind) {
    case PROPERTY_INLINES:
    case PROPERTY_BLOCKS:
    case PROPERTY_ITEMS:
    case PROPERTY_LINES:
    case PROPERTY_DEFINITIONS:
    case PROPERTY_PARTS: return child->kind != NODE_CAPTION;
    case PROPERTY_CAPTION: return child->kind == NODE_CAPTION;
    case PROPERTY_HEAD: return child->kind == NODE_TABLE_HEAD;
    case PROPERTY_BODIES: return child->kind == NODE_TABLE_BODY;
    case PROPERTY_FOOT: return child->kind == NODE_TABLE_FOOT;
    case PROPERTY_TEXT:
    case PROPERTY_TITLE:
    case PROPERTY_LEVEL:
    case PROPERTY_QUOTE:
    case PROPERTY_MATH:
    case PROPERTY_ATTR:
    case PROPERTY_LIST_MARKS:
    case PROPERTY_COLUMNS:
    case PROPERTY_ALIGNMENT:
    case PROPERTY_ROW_SPAN:
    case PROPERTY_COLUMN_SPAN:
    case PROPERTY_CITATIONS:
    case PROPERTY_SHORT:
    case PROPERTY_HEAD_ROWS:
    case PROPERTY_HEAD_COLUMNS:
    case PROPERTY_META: return false;
    }
    return false;
}

/* Of a body's rows, those of its own head come first. */
static void copy_rows(lua_State *L, const struct node *row, int count, struct node *to)
{
    for (; row != NULL && count > 0; row = row->next, count--)
        node_append(to, copy_tree(L, row));
}

void copy_property(lua_State *L, const struct node *from, struct node *to, enum property_kind kind)
{
    if (kind == PROPERTY_HEAD_ROWS) {
        copy_rows(L, from->first, from->body.head_rows, to);
        return;
    }
    if (kind == PROPERTY_PARTS && from->kind == NODE_TABLE_BODY) {
        copy_rows(L, first_row(from), INT_MAX, to);
        return;
    }
    for (const struct node *child = from->first; child != NULL; child = child->next)
        if (is_in_property(child, kind))
            node_append(to, copy_tree(L, child));
}
