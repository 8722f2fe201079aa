/* Tables of contents: the headings of a document as a tree, and that as a list of links. */
#include "filter/marshal.h"
#include "filter/record.h"
#include "filter/structure.h"

/* ---- the tree ---- */

/* Links lead nowhere inside of links, and notes would stand twice. */
static void clean_title(struct node *title)
{
    for (struct node *node = title->first, *next; node != NULL; node = next) {
        next = node_next(title, node);
        if (node->kind == NODE_NOTE) {
            next = node_after(title, node);
            node_remove(node);
        } else if (node->kind == NODE_LINK) {
            if (node->first == NULL)
                next = node_after(title, node);
            node_unwrap(node);
        }
    }
}

/* A Div that holds nothing but a section stands for that. */
static const struct node *unwrap_section(const struct node *block)
{
    while (block->kind == NODE_DIV && block->first != NULL && block->first == block->last
           && block->first->kind == NODE_DIV)
        block = block->first;
    return block;
}

static void push_entry(lua_State *L, const struct node *section, const struct map *paths)
{
    struct node *title = copy_tree(L, section_header(section));
    struct str id = node_id(section), number = node_attr(section, "number");
    const struct str *path = paths != NULL ? map_get(paths, id) : NULL;
    title->kind = NODE_INLINES;
    title->attr = NULL;
    clean_title(title);
    lua_createtable(L, 0, 5);
    push_inlines(L, title);
    lua_setfield(L, -2, "title");
    set_any_text(L, "id", id);
    set_any_text(L, "path", path != NULL ? *path : STR_NONE);
    set_text(L, "number", number);
    lua_pushinteger(L, section_header(section)->level);
    lua_setfield(L, -2, "level");
}

/* Add the sections from `first` on to the table on top. */
static void add_entries(lua_State *L, const struct node *first, const struct map *paths)
{
    enter(L);
    for (const struct node *block = first; block != NULL; block = block->next) {
        const struct node *section = unwrap_section(block), *header = section_header(section);
        charge(L, 1);
        if (header == NULL
            || (node_has_class(section, "unlisted") && node_attr(section, "number").len == 0))
            continue;
        push_entry(L, section, paths);
        add_entries(L, header->next, paths);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
    leave(L);
}

void push_toc_tree(lua_State *L, const struct node *sections, const struct map *paths)
{
    lua_newtable(L);
    lua_pushinteger(L, 0);
    lua_setfield(L, -2, "level");
    add_entries(L, sections->first, paths);
}

/* ---- the list ---- */

static struct str take_text(lua_State *L, int entry, const char *name)
{
    struct str text = STR_NONE;
    if (lua_getfield(L, entry, name) == LUA_TSTRING)
        text = keep_string(L, -1);
    lua_pop(L, 1);
    return text;
}

static void put_number(lua_State *L, struct str number, struct node *to)
{
    struct node *span = make_node(L, NODE_SPAN), *text = make_node(L, NODE_STR);
    text->text = number;
    node_add_class(state_of(L)->arena, span, STR("toc-section-number"));
    node_append(span, text);
    node_append(to, span);
    node_append(to, make_node(L, NODE_SPACE));
}

/* The heading as a link to itself, if it has an id. */
static struct node *make_line(lua_State *L, int entry)
{
    struct arena *arena = state_of(L)->arena;
    struct node *plain = make_node(L, NODE_PLAIN), *text = plain;
    struct str id = take_text(L, entry, "id"), number = take_text(L, entry, "number");
    if (id.len != 0) {
        text = make_node(L, NODE_LINK);
        node_set_id(arena, text, str_join(arena, STR("toc-"), id));
        text->target =
            str_fmt(arena, "%.*s#%.*s", STR_ARG(take_text(L, entry, "path")), STR_ARG(id));
        node_append(plain, text);
    }
    if (number.len != 0)
        put_number(L, number, text);
    lua_getfield(L, entry, "title");
    if (!lua_isnil(L, -1))
        take_inlines(L, -1, text);
    lua_pop(L, 1);
    return plain;
}

static int level_of(lua_State *L, int entry)
{
    lua_getfield(L, entry, "level");
    int level = (int)lua_tointeger(L, -1);
    lua_pop(L, 1);
    return level;
}

/* The list of what the entry at `index` holds. */
static struct node *make_list(lua_State *L, int index, int depth)
{
    struct node *list = make_node(L, NODE_BULLET_LIST);
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);
    list->tight = true;
    enter(L);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        luaL_checktype(L, -1, LUA_TTABLE);
        int entry = lua_gettop(L);
        struct node *item = make_node(L, NODE_ITEM), *below = make_list(L, entry, depth);
        node_append(item, make_line(L, entry));
        if (below->first != NULL && level_of(L, entry) < depth)
            node_append(item, below);
        node_append(list, item);
        lua_pop(L, 1);
    }
    leave(L);
    return list;
}

/* Push the tree of what is at 1: a document or blocks, or one in chunks, which has its tree. */
static void push_tree(lua_State *L, bool numbered)
{
    bool blocks = is_list_type(L, 1, "Blocks") || lua_istable(L, 1) == 0;
    if (!blocks && lua_getfield(L, 1, "toc") == LUA_TTABLE)
        return;
    take_body(L, 1);
    push_toc_tree(L, take_sections(L, 1, numbered, 0), NULL);
}

/* pandoc.structure.table_of_contents(document, {toc_depth =, number_sections =}) */
int structure_table_of_contents(lua_State *L)
{
    int depth = 3;
    bool numbered = false;
    lua_settop(L, 2);
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "toc_depth");
        depth = (int)luaL_optinteger(L, -1, depth);
        lua_getfield(L, 2, "number_sections");
        numbered = lua_toboolean(L, -1);
        lua_pop(L, 2);
    }
    push_tree(L, numbered);
    push_element(L, make_list(L, lua_gettop(L), depth));
    return 1;
}
