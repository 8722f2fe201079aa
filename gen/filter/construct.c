/* The constructors of the pandoc module: one row for each, with its arguments in their order. */

#include "filter/fields.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/walk.h"

enum { MAX_ARGUMENTS = 6 };

struct constructor {
    enum node_kind kind;
    int required;
    enum property_kind arguments[MAX_ARGUMENTS];
    int count;
};

static const struct constructor constructors[] = {
    {NODE_PLAIN, 1, {PROPERTY_INLINES}, 1},
    {NODE_PARA, 1, {PROPERTY_INLINES}, 1},
    {NODE_LINE_BLOCK, 1, {PROPERTY_LINES}, 1},
    {NODE_CODE_BLOCK, 1, {PROPERTY_TEXT, PROPERTY_ATTR}, 2},
    {NODE_RAW_BLOCK, 2, {PROPERTY_TITLE, PROPERTY_TEXT}, 2},
    {NODE_BLOCK_QUOTE, 1, {PROPERTY_BLOCKS}, 1},
    {NODE_ORDERED_LIST, 1, {PROPERTY_ITEMS, PROPERTY_LIST_MARKS}, 2},
    {NODE_BULLET_LIST, 1, {PROPERTY_ITEMS}, 1},
    {NODE_DEFINITION_LIST, 1, {PROPERTY_DEFINITIONS}, 1},
    {NODE_HEADER, 2, {PROPERTY_LEVEL, PROPERTY_INLINES, PROPERTY_ATTR}, 3},
    {NODE_HORIZONTAL_RULE, 0, {PROPERTY_TEXT}, 0},
    {NODE_TABLE,
     5,
     {PROPERTY_CAPTION, PROPERTY_COLUMNS, PROPERTY_HEAD, PROPERTY_BODIES, PROPERTY_FOOT,
      PROPERTY_ATTR},
     6},
    {NODE_FIGURE, 1, {PROPERTY_BLOCKS, PROPERTY_CAPTION, PROPERTY_ATTR}, 3},
    {NODE_DIV, 1, {PROPERTY_BLOCKS, PROPERTY_ATTR}, 2},
    {NODE_STR, 1, {PROPERTY_TEXT}, 1},
    {NODE_EMPH, 1, {PROPERTY_INLINES}, 1},
    {NODE_UNDERLINE, 1, {PROPERTY_INLINES}, 1},
    {NODE_STRONG, 1, {PROPERTY_INLINES}, 1},
    {NODE_STRIKEOUT, 1, {PROPERTY_INLINES}, 1},
    {NODE_SUPERSCRIPT, 1, {PROPERTY_INLINES}, 1},
    {NODE_SUBSCRIPT, 1, {PROPERTY_INLINES}, 1},
    {NODE_SMALL_CAPS, 1, {PROPERTY_INLINES}, 1},
    {NODE_QUOTED, 2, {PROPERTY_QUOTE, PROPERTY_INLINES}, 2},
    {NODE_CITE, 1, {PROPERTY_INLINES, PROPERTY_CITATIONS}, 2},
    {NODE_CODE, 1, {PROPERTY_TEXT, PROPERTY_ATTR}, 2},
    {NODE_SPACE, 0, {PROPERTY_TEXT}, 0},
    {NODE_SOFT_BREAK, 0, {PROPERTY_TEXT}, 0},
    {NODE_LINE_BREAK, 0, {PROPERTY_TEXT}, 0},
    {NODE_MATH, 2, {PROPERTY_MATH, PROPERTY_TEXT}, 2},
    {NODE_RAW_INLINE, 2, {PROPERTY_TITLE, PROPERTY_TEXT}, 2},
    {NODE_LINK, 2, {PROPERTY_INLINES, PROPERTY_TEXT, PROPERTY_TITLE, PROPERTY_ATTR}, 4},
    {NODE_IMAGE, 2, {PROPERTY_INLINES, PROPERTY_TEXT, PROPERTY_TITLE, PROPERTY_ATTR}, 4},
    {NODE_NOTE, 1, {PROPERTY_BLOCKS}, 1},
    {NODE_SPAN, 1, {PROPERTY_INLINES, PROPERTY_ATTR}, 2},
    {NODE_CAPTION, 0, {PROPERTY_BLOCKS, PROPERTY_SHORT}, 2},
    {NODE_TABLE_HEAD, 0, {PROPERTY_PARTS, PROPERTY_ATTR}, 2},
    {NODE_TABLE_FOOT, 0, {PROPERTY_PARTS, PROPERTY_ATTR}, 2},
    {NODE_ROW, 0, {PROPERTY_PARTS, PROPERTY_ATTR}, 2},
    {NODE_CELL,
     1,
     {PROPERTY_BLOCKS, PROPERTY_ALIGNMENT, PROPERTY_ROW_SPAN, PROPERTY_COLUMN_SPAN, PROPERTY_ATTR},
     5},
};

/* A list whose items hold Plain was written without empty lines. */
static void set_tightness(struct node *node)
{
    if (node->kind != NODE_BULLET_LIST && node->kind != NODE_ORDERED_LIST
        && node->kind != NODE_DEFINITION_LIST)
        return;
    node->tight = true;
    for (const struct node *item = node->first; item != NULL; item = item->next)
        if (item->first != NULL && item->first->kind == NODE_PARA)
            node->tight = false;
}

/* Captions stand before what they caption. */
static void order_children(struct node *node)
{
    for (struct node *child = node->first; child != NULL; child = child->next)
        if (child->kind == NODE_CAPTION && child != node->first) {
            node_remove(child);
            node_prepend(node, child);
            return;
        }
}

/* Upvalue 1: the number of the row. */
static int construct(lua_State *L)
{
    const struct constructor *c = &constructors[lua_tointeger(L, lua_upvalueindex(1))];
    int given = lua_gettop(L);
    lua_settop(L, MAX_ARGUMENTS);
    struct node *node = make_node(L, c->kind);
    if (c->kind == NODE_ORDERED_LIST)
        node->list.start = 1;
    enter(L);
    for (int i = 0; i < c->count; i++) {
        if (i >= c->required && lua_isnoneornil(L, i + 1))
            continue;
        lua_pushvalue(L, i < given ? i + 1 : MAX_ARGUMENTS);
        take_property(L, node, c->arguments[i]);
        lua_pop(L, 1);
    }
    leave(L);
    set_tightness(node);
    order_children(node);
    push_element(L, node);
    return 1;
}

/* pandoc.Pandoc(blocks, meta) */
static int construct_document(lua_State *L)
{
    lua_settop(L, 2);
    struct node *node = make_node(L, NODE_BLOCKS);
    take_blocks(L, 1, node);
    push_element(L, node);
    if (lua_isnil(L, 2)) {
        lua_newtable(L);
        set_list_type(L, "Meta");
        lua_replace(L, 2);
    }
    lua_pushvalue(L, 2);
    lua_setfield(L, -2, "meta");
    return 1;
}

/* pandoc.MetaInlines, MetaBlocks, MetaList: what is given as a list of that type. */
static int construct_inlines(lua_State *L)
{
    struct node *holder = make_node(L, NODE_INLINES);
    take_inlines(L, 1, holder);
    push_inlines(L, holder);
    return 1;
}

static int construct_blocks(lua_State *L)
{
    struct node *holder = make_node(L, NODE_BLOCKS);
    take_blocks(L, 1, holder);
    push_blocks(L, holder);
    return 1;
}

static int construct_list(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_newtable(L);
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, 1); i++) {
        charge(L, 1);
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, -2, i);
    }
    set_list_type(L, "List");
    return 1;
}

static int construct_meta(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    set_list_type(L, "Meta");
    return 1;
}

/* pandoc.MetaMap, MetaString, MetaBool: tables, texts and truths stand for themselves. */
static int construct_itself(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    return 1;
}

/* pandoc.Null, which pandoc 3 has no more: no blocks, which deletes what it replaces. */
static int construct_null(lua_State *L)
{
    push_blocks(L, make_node(L, NODE_BLOCKS));
    return 1;
}

/* pandoc.walk_block and walk_inline: the older names of el:walk. */
static int walk_element(lua_State *L)
{
    lua_settop(L, 2);
    lua_getfield(L, 1, "walk");
    lua_insert(L, 1);
    lua_call(L, 2, 1);
    return 1;
}

/* pandoc.TableBody(body, head, row_head_columns, attr); the rows of the head come first. */
static int construct_body(lua_State *L)
{
    static const struct {
        int argument;
        enum property_kind kind;
    } order[] = {{2, PROPERTY_HEAD_ROWS},
                 {1, PROPERTY_PARTS},
                 {3, PROPERTY_HEAD_COLUMNS},
                 {4, PROPERTY_ATTR}};
    lua_settop(L, 4);
    struct node *body = make_node(L, NODE_TABLE_BODY);
    for (size_t i = 0; i < 4; i++) {
        if (lua_isnil(L, order[i].argument))
            continue;
        lua_pushvalue(L, order[i].argument);
        take_property(L, body, order[i].kind);
        lua_pop(L, 1);
    }
    push_element(L, body);
    return 1;
}

/* Blocks and inlines by name, as pandoc.Block and pandoc.Inline have them too. */
static void set_constructors(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof constructors / sizeof constructors[0]; i++) {
        const struct node_fact *fact = node_fact(constructors[i].kind);
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, construct, 1);
        lua_pushvalue(L, -1);
        lua_setfield(L, -5, fact->name);
        if (fact->place == PLACE_PART)
            lua_pop(L, 1);
        else
            lua_setfield(L, fact->place == PLACE_INLINE ? -2 : -3, fact->name);
    }
    lua_setfield(L, -3, "Inline");
    lua_setfield(L, -2, "Block");
}

static void set_names(lua_State *L)
{
    static const char *const names[] = {
        "AlignLeft",      "AlignRight",     "AlignCenter", "AlignDefault", "SingleQuote",
        "DoubleQuote",    "InlineMath",     "DisplayMath", "DefaultStyle", "Example",
        "Decimal",        "LowerRoman",     "UpperRoman",  "LowerAlpha",   "UpperAlpha",
        "DefaultDelim",   "Period",         "OneParen",    "TwoParens",    "AuthorInText",
        "SuppressAuthor", "NormalCitation", NULL};
    for (size_t i = 0; names[i] != NULL; i++) {
        lua_pushstring(L, names[i]);
        lua_setfield(L, -2, names[i]);
    }
}

static void set_from_registry(lua_State *L, const char *name, const char *key)
{
    lua_getfield(L, LUA_REGISTRYINDEX, key);
    lua_setfield(L, -2, name);
}

void push_constructors(lua_State *L)
{
    static const luaL_Reg functions[] = {{"Pandoc", construct_document},
                                         {"TableBody", construct_body},
                                         {"Meta", construct_meta},
                                         {"MetaInlines", construct_inlines},
                                         {"MetaBlocks", construct_blocks},
                                         {"MetaList", construct_list},
                                         {"MetaMap", construct_itself},
                                         {"MetaString", construct_itself},
                                         {"MetaBool", construct_itself},
                                         {"Null", construct_null},
                                         {"walk_block", walk_element},
                                         {"walk_inline", walk_element},
                                         {NULL, NULL}};
    lua_newtable(L);
    luaL_setfuncs(L, functions, 0);
    set_constructors(L);
    set_names(L);
    static const char *const types[] = {CITATION, LIST_ATTRIBUTES, SIMPLE_TABLE};
    for (size_t i = 0; i < 3; i++) {
        push_fields_constructor(L, types[i]);
        lua_setfield(L, -2, types[i]);
    }
    set_from_registry(L, "List", "gloss.List");
    set_from_registry(L, "Inlines", "gloss.Inlines");
    set_from_registry(L, "Blocks", "gloss.Blocks");
    set_from_registry(L, "Attr", "gloss.make_attr");
    set_from_registry(L, "AttributeList", "gloss.make_attributes");
}
