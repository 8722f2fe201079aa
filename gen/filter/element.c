#include "filter/element.h"

#include <string.h>

#include "filter/document.h"
#include "filter/maker.h"
#include "filter/marshal.h"
#include "filter/members.h"
#include "filter/modules.h"
#include "filter/walk.h"

#define ELEMENT "gloss.element"

struct element {
    struct node *node;
    uint32_t writer; /* a span_unplaced's start: the last line that wrote a property; 0 for none */
};

static const struct property properties[][6] = {
    [NODE_PLAIN] = {{"content", PROPERTY_INLINES}},
    [NODE_PARA] = {{"content", PROPERTY_INLINES}},
    [NODE_LINE_BLOCK] = {{"content", PROPERTY_LINES}},
    [NODE_CODE_BLOCK] = {{"attr", PROPERTY_ATTR}, {"text", PROPERTY_TEXT}},
    [NODE_RAW_BLOCK] = {{"format", PROPERTY_TITLE}, {"text", PROPERTY_TEXT}},
    [NODE_BLOCK_QUOTE] = {{"content", PROPERTY_BLOCKS}},
    [NODE_ORDERED_LIST] = {{"listAttributes", PROPERTY_LIST_MARKS}, {"content", PROPERTY_ITEMS}},
    [NODE_BULLET_LIST] = {{"content", PROPERTY_ITEMS}},
    [NODE_DEFINITION_LIST] = {{"content", PROPERTY_DEFINITIONS}},
    [NODE_HEADER] = {{"level", PROPERTY_LEVEL},
                     {"attr", PROPERTY_ATTR},
                     {"content", PROPERTY_INLINES}},
    [NODE_HORIZONTAL_RULE] = {{NULL, PROPERTY_TEXT}},
    [NODE_TABLE] = {{"attr", PROPERTY_ATTR},
                    {"caption", PROPERTY_CAPTION},
                    {"colspecs", PROPERTY_COLUMNS},
                    {"head", PROPERTY_HEAD},
                    {"bodies", PROPERTY_BODIES},
                    {"foot", PROPERTY_FOOT}},
    [NODE_FIGURE] = {{"attr", PROPERTY_ATTR},
                     {"caption", PROPERTY_CAPTION},
                     {"content", PROPERTY_BLOCKS}},
    [NODE_DIV] = {{"attr", PROPERTY_ATTR}, {"content", PROPERTY_BLOCKS}},
    [NODE_STR] = {{"text", PROPERTY_TEXT}},
    [NODE_EMPH] = {{"content", PROPERTY_INLINES}},
    [NODE_UNDERLINE] = {{"content", PROPERTY_INLINES}},
    [NODE_STRONG] = {{"content", PROPERTY_INLINES}},
    [NODE_STRIKEOUT] = {{"content", PROPERTY_INLINES}},
    [NODE_SUPERSCRIPT] = {{"content", PROPERTY_INLINES}},
    [NODE_SUBSCRIPT] = {{"content", PROPERTY_INLINES}},
    [NODE_SMALL_CAPS] = {{"content", PROPERTY_INLINES}},
    [NODE_QUOTED] = {{"quotetype", PROPERTY_QUOTE}, {"content", PROPERTY_INLINES}},
    [NODE_CITE] = {{"citations", PROPERTY_CITATIONS}, {"content", PROPERTY_INLINES}},
    [NODE_CODE] = {{"attr", PROPERTY_ATTR}, {"text", PROPERTY_TEXT}},
    [NODE_SPACE] = {{NULL, PROPERTY_TEXT}},
    [NODE_SOFT_BREAK] = {{NULL, PROPERTY_TEXT}},
    [NODE_LINE_BREAK] = {{NULL, PROPERTY_TEXT}},
    [NODE_MATH] = {{"mathtype", PROPERTY_MATH}, {"text", PROPERTY_TEXT}},
    [NODE_RAW_INLINE] = {{"format", PROPERTY_TITLE}, {"text", PROPERTY_TEXT}},
    [NODE_LINK] = {{"attr", PROPERTY_ATTR},
                   {"content", PROPERTY_INLINES},
                   {"target", PROPERTY_TEXT},
                   {"title", PROPERTY_TITLE}},
    [NODE_IMAGE] = {{"attr", PROPERTY_ATTR},
                    {"caption", PROPERTY_INLINES},
                    {"src", PROPERTY_TEXT},
                    {"title", PROPERTY_TITLE}},
    [NODE_NOTE] = {{"content", PROPERTY_BLOCKS}},
    [NODE_SPAN] = {{"attr", PROPERTY_ATTR}, {"content", PROPERTY_INLINES}},
    [NODE_BLOCKS] = {{"blocks", PROPERTY_BLOCKS}, {"meta", PROPERTY_META}},
    [NODE_INLINES] = {{NULL, PROPERTY_TEXT}},
    [NODE_LINE] = {{NULL, PROPERTY_TEXT}},
    [NODE_ITEM] = {{NULL, PROPERTY_TEXT}},
    [NODE_DEFINED_TERM] = {{NULL, PROPERTY_TEXT}},
    [NODE_DEFINITION] = {{NULL, PROPERTY_TEXT}},
    [NODE_CAPTION] = {{"short", PROPERTY_SHORT}, {"long", PROPERTY_BLOCKS}},
    [NODE_TABLE_HEAD] = {{"attr", PROPERTY_ATTR}, {"rows", PROPERTY_PARTS}},
    [NODE_TABLE_BODY] = {{"attr", PROPERTY_ATTR},
                         {"row_head_columns", PROPERTY_HEAD_COLUMNS},
                         {"head", PROPERTY_HEAD_ROWS},
                         {"body", PROPERTY_PARTS}},
    [NODE_TABLE_FOOT] = {{"attr", PROPERTY_ATTR}, {"rows", PROPERTY_PARTS}},
    [NODE_ROW] = {{"attr", PROPERTY_ATTR}, {"cells", PROPERTY_PARTS}},
    [NODE_CELL] = {{"attr", PROPERTY_ATTR},
                   {"contents", PROPERTY_BLOCKS},
                   {"alignment", PROPERTY_ALIGNMENT},
                   {"row_span", PROPERTY_ROW_SPAN},
                   {"col_span", PROPERTY_COLUMN_SPAN}},
};

/* Other names for a property, and properties of a property (with a dot). */
struct alias {
    const char *name, *means, *member;
};

static const struct alias aliases[] = {{"c", "content", NULL},
                                       {"c", "text", NULL},
                                       {"identifier", "attr", "identifier"},
                                       {"classes", "attr", "classes"},
                                       {"attributes", "attr", "attributes"},
                                       {"start", "listAttributes", "start"},
                                       {"style", "listAttributes", "style"},
                                       {"delimiter", "listAttributes", "delimiter"},
                                       {"content", "caption", NULL},
                                       {"target", "src", NULL},
                                       {"content", "contents", NULL},
                                       {NULL, NULL, NULL}};

const struct property *properties_of(enum node_kind kind)
{
    return properties[kind];
}

static const struct property *find_property(enum node_kind kind, const char *name)
{
    const struct property *all = properties[kind];
    for (size_t i = 0; i < 6 && all[i].name != NULL; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

static bool is_image_alias(enum node_kind kind, const struct alias *alias)
{
    return strcmp(alias->means, "caption") != 0 || kind == NODE_IMAGE;
}

static const struct alias *find_alias(enum node_kind kind, const char *name)
{
    for (const struct alias *a = aliases; a->name != NULL; a++)
        if (strcmp(a->name, name) == 0 && is_image_alias(kind, a)
            && find_property(kind, a->means) != NULL)
            return a;
    return NULL;
}

/* Whether an element that may stand where `kind` may has a property or alias of that name. */
static bool is_known(enum node_kind kind, const char *name)
{
    enum node_place place = node_fact(kind)->place;
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        enum node_kind other = (enum node_kind)i;
        if (node_fact(other)->place == place
            && (find_property(other, name) != NULL || find_alias(other, name) != NULL))
            return true;
    }
    return false;
}

const char *element_name(const struct node *node)
{
    return node->kind == NODE_BLOCKS ? "Pandoc" : node_fact(node->kind)->name;
}

struct node *find_child(const struct node *node, enum node_kind kind)
{
    struct node *child = node->first;
    while (child != NULL && child->kind != kind)
        child = child->next;
    return child;
}

/* ---- making and copying nodes ---- */

struct node *make_node(lua_State *L, enum node_kind kind)
{
    charge_bytes(L, sizeof(struct node));
    bool holder = kind == NODE_INLINES || kind == NODE_BLOCKS;
    return node_new(state_of(L)->arena, kind, holder ? SPAN_NONE : span_unplaced(L));
}

static size_t count_tree(lua_State *L, const struct node *node, int depth);

/* What stands beside the tree: the inlines of citations, a short caption. */
static size_t count_beside(lua_State *L, const struct node *node, int depth)
{
    size_t count = 0;
    if (node->kind == NODE_CAPTION && node->brief != NULL)
        count += count_tree(L, node->brief, depth);
    if (node->kind != NODE_CITE)
        return count;
    for (size_t i = 0; i < node->citations.count; i++)
        count += count_tree(L, node->citations.at[i].prefix, depth)
            + count_tree(L, node->citations.at[i].suffix, depth);
    return count;
}

/* How many nodes there are, of which each 1024 are charged; an error where they are too deep. */
static size_t count_tree(lua_State *L, const struct node *node, int depth)
{
    size_t count = 0;
    for (const struct node *at = node; at != NULL;) {
        if (++count % 1024 == 0)
            charge(L, 1024);
        if (depth > NODE_DEPTH)
            raise_error(L, DIAG_FILTER_BAD_NODE, "elements are nested more than %d deep",
                        NODE_DEPTH);
        count += count_beside(L, at, depth + 1);
        if (at->first != NULL) {
            at = at->first;
            depth++;
            continue;
        }
        for (; at != node && at->next == NULL; depth--)
            at = at->parent;
        at = at != node ? at->next : NULL;
    }
    return count;
}

/*
 * Charge for a copy before it is made: a few lines of Lua can double a document again and again, or
 * nest an element so deeply that no walk comes back from it.
 */
void charge_tree(lua_State *L, const struct node *node)
{
    charge_bytes(L, count_tree(L, node, 0) * sizeof(struct node));
}

struct node *copy_tree(lua_State *L, const struct node *node)
{
    charge_tree(L, node);
    return node_copy(state_of(L)->arena, node, false);
}

/* The node itself, without children. */
static struct node *copy_alone(lua_State *L, const struct node *node)
{
    charge_bytes(L, sizeof(struct node));
    struct node childless = *node;
    childless.first = childless.last = NULL;
    return node_copy(state_of(L)->arena, &childless, false);
}

/* ---- userdata ---- */

void push_element(lua_State *L, struct node *node)
{
    struct element *element = lua_newuserdatauv(L, sizeof *element, 1);
    *element = (struct element){.node = node};
    luaL_setmetatable(L, ELEMENT);
}

struct node *find_element(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TUSERDATA)
        return NULL;
    struct element *element = luaL_testudata(L, index, ELEMENT);
    return element != NULL ? element->node : NULL;
}

static struct node *check_element(lua_State *L, int index)
{
    struct node *node = find_element(L, index);
    if (node == NULL)
        luaL_typeerror(L, index, "element");
    return node;
}

bool is_touched(lua_State *L, int index)
{
    bool touched = lua_getiuservalue(L, index, 1) == LUA_TTABLE;
    lua_pop(L, 1);
    return touched;
}

bool is_member_touched(lua_State *L, int index, const char *name)
{
    int top = lua_gettop(L);
    bool touched =
        lua_getiuservalue(L, index, 1) == LUA_TTABLE && lua_getfield(L, -1, name) != LUA_TNIL;
    lua_settop(L, top);
    return touched;
}

/* The table of what was read and written, made where there is none, on the stack. */
static void push_cache(lua_State *L, int index)
{
    if (lua_getiuservalue(L, index, 1) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, index, 1);
}

/* A property that was assigned, but belongs to elements of other kinds. */
static void check_cache(lua_State *L, enum node_kind kind)
{
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        lua_pop(L, 1);
        const char *name = lua_tostring(L, -1);
        if (find_property(kind, name) == NULL)
            raise_error(L, DIAG_FILTER_ERROR, "Trying to set unavailable property %s.", name);
    }
}

/* A text that was not touched may be very long. */
static bool is_other_text(struct str from, struct str to)
{
    return (from.at != to.at || from.len != to.len) && !str_eq(from, to);
}

/* Whether anything but the children of a node has become another. */
static bool is_changed(const struct node *from, const struct node *to)
{
    return is_other_text(from->text, to->text) || is_other_text(from->title, to->title)
        || (from->kind == NODE_HEADER && from->level != to->level)
        || (from->attr != to->attr && !is_equal_attr(from->attr, to->attr));
}

/* What was changed is the filter's too from then on: a link that leads elsewhere, a new text. */
static void give_maker(lua_State *L, int index, const struct node *from, struct node *to)
{
    const struct element *element = lua_touserdata(L, index);
    if (to->span.source == NULL || !is_changed(from, to))
        return;
    bool known = element->writer != 0;
    to->span =
        span_made(L, to->span, known ? (struct span){.start = element->writer} : span_unplaced(L));
}

static struct node *build_node(lua_State *L, int index, const struct node *from)
{
    index = lua_absindex(L, index);
    enter(L);
    struct node *node = copy_alone(L, from);
    push_cache(L, index);
    check_cache(L, from->kind);
    const struct property *all = properties[from->kind];
    for (size_t i = 0; i < 6 && all[i].name != NULL; i++) {
        if (lua_getfield(L, -1, all[i].name) != LUA_TNIL)
            take_property(L, node, all[i].kind);
        else
            copy_property(L, from, node, all[i].kind);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    give_maker(L, index, from, node);
    leave(L);
    return node;
}

struct node *take_element(lua_State *L, int index)
{
    struct node *node = find_element(L, index);
    if (is_touched(L, index))
        return build_node(L, index, node);
    if (node->parent == NULL && !state_of(L)->copying && node->kind != NODE_BLOCKS)
        return node;
    return copy_tree(L, node);
}

const struct node *look_at_element(lua_State *L, int index)
{
    struct node *node = find_element(L, index);
    return is_touched(L, index) ? build_node(L, index, node) : node;
}

/* ---- reading ---- */

static bool is_kept(enum property_kind kind)
{
    return kind != PROPERTY_TEXT && kind != PROPERTY_TITLE && kind != PROPERTY_LEVEL
        && kind != PROPERTY_QUOTE && kind != PROPERTY_MATH && kind != PROPERTY_ALIGNMENT
        && kind != PROPERTY_ROW_SPAN && kind != PROPERTY_COLUMN_SPAN
        && kind != PROPERTY_HEAD_COLUMNS;
}

/* Push a property of the element at 1: what was read or written before, else made from the node. */
static void push_member(lua_State *L, struct node *node, const struct property *property)
{
    if (lua_getiuservalue(L, 1, 1) == LUA_TTABLE && lua_getfield(L, -1, property->name) != LUA_TNIL)
        return;
    push_property(L, node, property->kind);
    if (!is_kept(property->kind))
        return;
    push_cache(L, 1);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, property->name);
    lua_pop(L, 1);
}

/*
 * Where the element stands in its file, as a table. What a filter has just made stands where the
 * element is that it looks at.
 */
static int push_place(lua_State *L, const struct node *node)
{
    struct span span = node->span.source != NULL ? node->span : state_of(L)->spot.here;
    if (span.source == NULL) {
        lua_pushnil(L);
        return 1;
    }
    charge(L, 10 + span.start / 64); /* lines are counted from the start */
    struct place place = span_place(span);
    lua_createtable(L, 0, 3);
    push_str(L, span.source->path);
    lua_setfield(L, -2, "file");
    lua_pushinteger(L, place.line);
    lua_setfield(L, -2, "line");
    lua_pushinteger(L, place.column);
    lua_setfield(L, -2, "column");
    return 1;
}

static int push_alias(lua_State *L, struct node *node, const struct alias *alias)
{
    push_member(L, node, find_property(node->kind, alias->means));
    if (alias->member != NULL)
        lua_getfield(L, -1, alias->member);
    return 1;
}

static int element_index(lua_State *L)
{
    struct node *node = check_element(L, 1);
    if (lua_type(L, 2) != LUA_TSTRING)
        return 0;
    const char *name = lua_tostring(L, 2);
    const struct property *property = find_property(node->kind, name);
    if (property != NULL) {
        push_member(L, node, property);
        if (property->kind == PROPERTY_SHORT && lua_isboolean(L, -1))
            lua_pushnil(L); /* it was taken away */
        return 1;
    }
    if (strcmp(name, "t") == 0 || strcmp(name, "tag") == 0) {
        lua_pushstring(L, element_name(node));
        return 1;
    }
    const struct alias *alias = find_alias(node->kind, name);
    if (alias != NULL)
        return push_alias(L, node, alias);
    if (strcmp(name, "pos") == 0)
        return push_place(L, node);
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(1)); /* a method */
    return 1;
}

/* ---- writing ---- */

static int element_newindex(lua_State *L)
{
    struct node *node = check_element(L, 1);
    const char *name = luaL_checkstring(L, 2);
    lua_settop(L, 3);
    if (strcmp(name, "t") == 0 || strcmp(name, "tag") == 0)
        return luaL_error(L, "'tag' is a read-only property.");
    if (strcmp(name, "pos") == 0)
        return luaL_error(L, "'pos' is a read-only property.");
    if (lua_isnil(L, 3) && node->kind == NODE_CAPTION && strcmp(name, "short") == 0) {
        lua_pushboolean(L, false); /* none is what it may be */
        lua_replace(L, 3);
    }
    if (lua_isnil(L, 3))
        return luaL_error(L, "Cannot set property %s to nil.", name);
    const struct alias *alias =
        find_property(node->kind, name) == NULL ? find_alias(node->kind, name) : NULL;
    if (alias != NULL && alias->member != NULL) {
        push_member(L, node, find_property(node->kind, alias->means));
        lua_pushvalue(L, 3);
        lua_setfield(L, -2, alias->member);
        return 0;
    }
    if (!is_known(node->kind, name))
        return luaL_error(L, "Cannot set unknown property.");
    ((struct element *)lua_touserdata(L, 1))->writer = span_unplaced(L).start;
    push_cache(L, 1);
    lua_pushvalue(L, 3);
    lua_setfield(L, -2, alias != NULL ? alias->means : name);
    return 0;
}

/* ---- methods ---- */

static int element_clone(lua_State *L)
{
    struct node *node = check_element(L, 1);
    push_element(L, is_touched(L, 1) ? build_node(L, 1, node) : copy_tree(L, node));
    if (node->kind == NODE_BLOCKS)
        copy_metadata(L);
    return 1;
}

static int element_equal(lua_State *L)
{
    if (find_element(L, 1) == NULL || find_element(L, 2) == NULL)
        lua_pushboolean(L, false);
    else
        lua_pushboolean(L,
                        is_equal_tree(L, look_at_element(L, 1), look_at_element(L, 2))
                            && (find_element(L, 1)->kind != NODE_BLOCKS || is_equal_metadata(L)));
    return 1;
}

static int element_show(lua_State *L)
{
    struct node *node = check_element(L, 1);
    struct out out = out_new(state_of(L)->arena);
    if (node->kind == NODE_BLOCKS)
        show_document(L, look_at_element(L, 1), take_metadata_of(L, 1), &out);
    else
        show_tree(L, look_at_element(L, 1), &out);
    push_str(L, out_str(&out));
    return 1;
}

static int element_walk(lua_State *L)
{
    struct node *node = check_element(L, 1);
    struct node *root = is_touched(L, 1) ? build_node(L, 1, node) : copy_tree(L, node);
    root->parent = NULL;
    if (node->kind == NODE_BLOCKS)
        push_walked(L, root, take_metadata_of(L, 1), 2);
    else
        push_element(L, walk_tree(L, root, 2));
    return 1;
}

void open_elements(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"clone", element_clone}, {"walk", element_walk}, {"show", element_show}, {NULL, NULL}};
    static const luaL_Reg meta[] = {{"__newindex", element_newindex}, {"__eq", element_equal},
                                    {"__tostring", element_show},     {"__pairs", element_pairs},
                                    {"__concat", document_concat},    {NULL, NULL}};
    luaL_newmetatable(L, ELEMENT);
    luaL_setfuncs(L, meta, 0);
    luaL_newlib(L, methods);
    lua_pushcclosure(L, element_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "element");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}
