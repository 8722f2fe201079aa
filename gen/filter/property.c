/* The properties of nodes, one by one: to Lua, from Lua, and from an old node to a new one. */
#include <string.h>

#include "filter/marshal.h"
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
        raise_expected(L, "Int", index);
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
    set_list_type(L, "ListAttributes");
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
    if (!lua_istable(L, index))
        raise_expected(L, "ListAttributes", index);
    list->list.start = 1;
    list->list.style = STYLE_DEFAULT;
    list->list.delimiter = DELIMITER_DEFAULT;
    int top = lua_gettop(L);
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
    lua_createtable(L, 0, 1);
    if (caption != NULL) {
        push_part(L, caption);
    } else {
        lua_newtable(L);
        set_list_type(L, "Blocks");
    }
    lua_setfield(L, -2, "long");
    set_list_type(L, "Caption");
}

/* {long = blocks}, or what stands for blocks; an empty one is none. */
static void take_caption(lua_State *L, struct node *to)
{
    int top = lua_gettop(L);
    struct node *caption = make_node(L, NODE_CAPTION);
    bool with_long = lua_istable(L, -1) && lua_getfield(L, -1, "long") != LUA_TNIL;
    if (!with_long)
        lua_settop(L, top);
    if (with_long || !is_list_type(L, -1, "Caption")) {
        if (lua_istable(L, -1))
            restore_origin(L, -1, caption);
        take_blocks(L, -1, caption);
    }
    lua_settop(L, top);
    if (caption->first != NULL)
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

/* Heads, bodies, rows and cells are elements of their own. */
static void push_child_of_kind(lua_State *L, struct node *node, enum node_kind kind)
{
    struct node *child = find_child(node, kind);
    push_element(L, child != NULL ? child : make_node(L, kind));
}

static void push_parts(lua_State *L, struct node *node, bool bodies_only)
{
    lua_newtable(L);
    lua_Integer i = 0;
    for (struct node *child = node->first; child != NULL; child = child->next) {
        if (bodies_only && child->kind != NODE_TABLE_BODY)
            continue;
        push_element(L, child);
        lua_rawseti(L, -2, ++i);
    }
    set_list_type(L, "List");
}

static void take_elements_of_kind(lua_State *L, struct node *to, enum node_kind kind);

/* A body as pandoc has it until 3.9: a table with attr, head (rows of its own heading) and body. */
static void take_body_table(lua_State *L, struct node *to)
{
    struct node *body = make_node(L, NODE_TABLE_BODY);
    if (lua_getfield(L, -1, "attr") != LUA_TNIL)
        body->attr = take_attr(L, -1);
    lua_pop(L, 1);
    static const char *const parts[] = {"head", "body"};
    for (size_t i = 0; i < 2; i++) {
        if (lua_getfield(L, -1, parts[i]) != LUA_TNIL)
            take_elements_of_kind(L, body, NODE_ROW);
        lua_pop(L, 1);
    }
    node_append(to, body);
}

static void take_element_of_kind(lua_State *L, struct node *to, enum node_kind kind)
{
    struct node *node = find_element(L, -1);
    if (kind == NODE_TABLE_BODY && lua_istable(L, -1)) {
        take_body_table(L, to);
        return;
    }
    if (node == NULL || node->kind != kind)
        raise_expected(L, node_fact(kind)->name, -1);
    node_append(to, take_element(L, -1));
}

static void take_elements_of_kind(lua_State *L, struct node *to, enum node_kind kind)
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
    case PROPERTY_BODIES: push_parts(L, node, true); break;
    case PROPERTY_FOOT: push_child_of_kind(L, node, NODE_TABLE_FOOT); break;
    case PROPERTY_PARTS: push_parts(L, node, false); break;
    case PROPERTY_ALIGNMENT: lua_pushstring(L, alignment_names[node->cell.alignment]); break;
    case PROPERTY_ROW_SPAN: lua_pushinteger(L, node->cell.rows); break;
    case PROPERTY_COLUMN_SPAN: lua_pushinteger(L, node->cell.columns); break;
    case PROPERTY_CITATIONS:
        lua_newtable(L);
        set_list_type(L, "List");
        break;
    case PROPERTY_META: push_meta(L); break;
    }
}

static enum node_kind kind_of_parts(const struct node *node)
{
    return node->kind == NODE_ROW ? NODE_CELL : NODE_ROW;
}

static void take_citations(lua_State *L)
{
    if (!lua_istable(L, -1))
        raise_expected(L, "list of Citations", -1);
    if (lua_rawlen(L, -1) != 0)
        raise_error(L, DIAG_FILTER_ERROR, "citations cannot be made by a filter yet");
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
    case PROPERTY_CITATIONS: take_citations(L); break;
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
    case PROPERTY_META: return false;
    }
    return false;
}

void copy_property(lua_State *L, const struct node *from, struct node *to, enum property_kind kind)
{
    for (const struct node *child = from->first; child != NULL; child = child->next)
        if (is_in_property(child, kind))
            node_append(to, copy_tree(L, child));
}
