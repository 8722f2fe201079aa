/* pandoc.structure and pandoc.utils.make_sections: headings and what follows them as Divs. */
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/structure.h"

enum { MAX_NUMBERS = 32 };

struct sections {
    lua_State *L;
    bool numbered;
    int base; /* the level that the next headings get; 0: their own */
    int numbers[MAX_NUMBERS];
    int count;
};

static void group(struct sections *s, struct node *first);

struct node *section_header(const struct node *block)
{
    bool is_section = block->kind == NODE_DIV && block->first != NULL;
    return is_section && block->first->kind == NODE_HEADER ? block->first : NULL;
}

void set_any_text(lua_State *L, const char *name, struct str text)
{
    push_str(L, text);
    lua_setfield(L, -2, name);
}

/* ---- numbers ---- */

/* Count a heading of `level` up; false where it has no number. */
static bool count_heading(struct sections *s, const struct node *header, int level)
{
    if (level < 1 || level > MAX_NUMBERS || node_has_class(header, "unnumbered"))
        return false;
    int kept = s->count < level ? s->count : level;
    if (kept >= level) {
        s->numbers[level - 1]++;
    } else {
        for (int i = s->count; i < level - 1; i++)
            s->numbers[i] = 0;
        s->numbers[level - 1] = 1;
    }
    s->count = level;
    return true;
}

static struct str number_text(struct sections *s)
{
    struct out out = out_new(state_of(s->L)->arena);
    for (int i = 0; i < s->count; i++)
        out_fmt(&out, i > 0 ? ".%d" : "%d", s->numbers[i]);
    return out_str(&out);
}

/* ---- sections ---- */

/* Whether a section of `level` ends before `block`. */
static bool ends_section(const struct node *block, int level)
{
    while (block != NULL && block->kind == NODE_DIV)
        block = block->first;
    return block != NULL && block->kind == NODE_HEADER && block->level <= level;
}

/* The class `section`, then those of the heading, whose id and number the Div has too. */
static void set_attrs(struct sections *s, struct node *div, struct node *header, struct str number)
{
    struct arena *arena = state_of(s->L)->arena;
    struct attr *own = ARENA_NEW(arena, struct attr), *attr = node_attrs(arena, header);
    if (number.len != 0)
        *LIST_ADD(&own->pairs, arena) = (struct pair){STR("number"), number};
    for (size_t i = 0; i < attr->pairs.count; i++)
        *LIST_ADD(&own->pairs, arena) = attr->pairs.at[i];
    attr->pairs.count = 0;
    for (size_t i = 0; i < own->pairs.count; i++)
        *LIST_ADD(&attr->pairs, arena) = own->pairs.at[i];
    own->id = attr->id;
    attr->id = STR_NONE;
    if (!node_has_class(header, "section"))
        *LIST_ADD(&own->classes, arena) = STR("section");
    for (size_t i = 0; i < attr->classes.count; i++)
        *LIST_ADD(&own->classes, arena) = attr->classes.at[i];
    div->attr = own;
}

/* Put `header` and what belongs to it into a Div in its place. */
static struct node *make_section(struct sections *s, struct node *header)
{
    struct node *div = make_node(s->L, NODE_DIV);
    int base = s->base, level = header->level, own = base > 0 ? base : level;
    bool counted = count_heading(s, header, own);
    bool has_number = node_attr(header, "number").len != 0;
    set_attrs(s, div, header, counted && s->numbered && !has_number ? number_text(s) : STR_NONE);
    struct node *last = header;
    while (last->next != NULL && !ends_section(last->next, level))
        last = last->next;
    node_wrap(div, header, last);
    div->span = header->span;
    header->level = own;
    s->base = base > 0 ? base + 1 : 0;
    group(s, header->next);
    s->base = base;
    return div;
}

/* Make sections of `first` and what follows it. */
static void group(struct sections *s, struct node *first)
{
    enter(s->L);
    for (struct node *block = first; block != NULL; block = block->next) {
        charge(s->L, 1);
        if (block->kind == NODE_HEADER)
            block = make_section(s, block);
        else if (block->kind == NODE_DIV)
            group(s, block->first);
    }
    leave(s->L);
}

struct node *take_sections(lua_State *L, int index, bool numbered, int base)
{
    struct sections s = {.L = L, .numbered = numbered, .base = base};
    struct node *holder = make_node(L, NODE_BLOCKS);
    take_blocks(L, index, holder);
    holder = copy_tree(L, holder);
    group(&s, holder->first);
    return holder;
}

/* pandoc.utils.make_sections(number_sections, base_level, blocks) */
static int utils_make_sections(lua_State *L)
{
    luaL_checkany(L, 3);
    push_blocks(L, take_sections(L, 3, lua_toboolean(L, 1), (int)luaL_optinteger(L, 2, 0)));
    return 1;
}

void take_body(lua_State *L, int index)
{
    const struct node *node = find_element(L, index);
    if (node == NULL || node->kind != NODE_BLOCKS)
        return;
    lua_getfield(L, index, "blocks");
    lua_replace(L, index);
}

/* pandoc.structure.make_sections(blocks, {number_sections =, base_level =}) */
static int structure_make_sections(lua_State *L)
{
    bool numbered = false;
    int base = 0;
    lua_settop(L, 2);
    take_body(L, 1);
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "number_sections");
        numbered = lua_toboolean(L, -1);
        lua_getfield(L, 2, "base_level");
        base = (int)luaL_optinteger(L, -1, 0);
        lua_pop(L, 2);
    }
    push_blocks(L, take_sections(L, 1, numbered, base));
    return 1;
}

/* The least level of a heading that is followed by something other than a heading or a rule. */
static int structure_slide_level(lua_State *L)
{
    int least = 6;
    lua_settop(L, 1);
    take_body(L, 1);
    struct node *holder = make_node(L, NODE_BLOCKS);
    take_blocks(L, 1, holder);
    holder = copy_tree(L, holder);
    for (const struct node *block = holder->first; block != NULL; block = block->next) {
        const struct node *next = block->next;
        bool text = next != NULL && next->kind != NODE_HEADER && next->kind != NODE_HORIZONTAL_RULE;
        if (block->kind == NODE_HEADER && text && block->level < least)
            least = block->level;
    }
    lua_pushinteger(L, least);
    return 1;
}

void set_make_sections(lua_State *L)
{
    lua_pushcfunction(L, utils_make_sections);
    lua_setfield(L, -2, "make_sections");
}

void push_structure(lua_State *L)
{
    static const luaL_Reg functions[] = {{"make_sections", structure_make_sections},
                                         {"slide_level", structure_slide_level},
                                         {"table_of_contents", structure_table_of_contents},
                                         {"split_into_chunks", structure_split_into_chunks},
                                         {"unique_identifier", structure_unique_identifier},
                                         {NULL, NULL}};
    luaL_newlib(L, functions);
}
