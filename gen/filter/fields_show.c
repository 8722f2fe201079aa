/* Citations, list attributes and simple tables as Haskell shows them. */
#include "base/out.h"
#include "filter/fields.h"
#include "filter/marshal.h"
#include "model/names.h"
#include "model/native.h"

/* A citation is shown as the only one of a Cite, without what is around it. */
int citation_show(lua_State *L)
{
    luaL_checkudata(L, 1, CITATION);
    struct node *cite = make_node(L, NODE_CITE);
    struct out out = out_new(state_of(L)->arena);
    lua_settop(L, 1);
    lua_createtable(L, 1, 0);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    take_citations(L, cite);
    show_tree(L, cite, &out);
    struct str text = out_str(&out);
    push_str(L, str_slice(text, sizeof "Cite [" - 1, text.len - (sizeof "] []" - 1)));
    return 1;
}

int list_attributes_show(lua_State *L)
{
    struct node *list = make_node(L, NODE_ORDERED_LIST);
    struct out out = out_new(state_of(L)->arena);
    luaL_checkudata(L, 1, LIST_ATTRIBUTES);
    take_list_marks(L, 1, list);
    out_fmt(&out, "(%d,%s,%s)", list->list.start, list_style_names[list->list.style],
            list_delimiter_names[list->list.delimiter]);
    push_str(L, out_str(&out));
    return 1;
}

/* ---- SimpleTable ---- */

/* Add the list on top, which it takes away, each item by `put`. */
static void put_list(lua_State *L, struct out *out, void (*put)(lua_State *L, struct out *out))
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    out_char(out, '[');
    for (lua_Integer i = 1; i <= count; i++) {
        out_c(out, i > 1 ? "," : "");
        lua_rawgeti(L, -1, i);
        put(L, out);
    }
    out_char(out, ']');
    lua_pop(L, 1);
}

static void put_name(lua_State *L, struct out *out)
{
    out_raw(out, keep_string(L, -1));
    lua_pop(L, 1);
}

static void put_width(lua_State *L, struct out *out)
{
    size_t before = out->len;
    out_number(out, lua_tonumber(L, -1));
    struct str text = str_slice(out_str(out), before, out->len);
    if (!str_has(text, STR(".")) && !str_has(text, STR("e"))) /* Haskell's 0 is 0.0 */
        out_c(out, ".0");
    lua_pop(L, 1);
}

static void put_cell(lua_State *L, struct out *out)
{
    struct node *holder = make_node(L, NODE_BLOCKS);
    take_blocks(L, -1, holder);
    show_children(L, holder, out);
    lua_pop(L, 1);
}

static void put_cells(lua_State *L, struct out *out)
{
    put_list(L, out, put_cell);
}

static void put_caption(lua_State *L, struct out *out)
{
    struct node *holder = make_node(L, NODE_INLINES);
    take_inlines(L, -1, holder);
    show_children(L, holder, out);
    lua_pop(L, 1);
}

int simple_table_show(lua_State *L)
{
    struct out out = out_new(state_of(L)->arena);
    luaL_checkudata(L, 1, SIMPLE_TABLE);
    lua_settop(L, 1);
    struct state *s = state_of(L);
    bool copying = s->copying;
    s->copying = true; /* showing takes nothing away */
    out_c(&out, "SimpleTable {simpleTableCaption = ");
    push_field(L, 1, SIMPLE_TABLE, "caption");
    put_caption(L, &out);
    out_c(&out, ", simpleTableAlignments = ");
    push_field(L, 1, SIMPLE_TABLE, "aligns");
    put_list(L, &out, put_name);
    out_c(&out, ", simpleTableColumnWidths = ");
    push_field(L, 1, SIMPLE_TABLE, "widths");
    put_list(L, &out, put_width);
    out_c(&out, ", simpleTableHeader = ");
    push_field(L, 1, SIMPLE_TABLE, "headers");
    put_list(L, &out, put_cell);
    out_c(&out, ", simpleTableBody = ");
    push_field(L, 1, SIMPLE_TABLE, "rows");
    put_list(L, &out, put_cells);
    out_char(&out, '}');
    s->copying = copying;
    push_str(L, out_str(&out));
    return 1;
}
