/* pandoc.structure.split_into_chunks: a document in parts, each with a path of its own. */
#include "filter/marshal.h"
#include "filter/record.h"
#include "filter/structure.h"

struct chunk {
    const struct node *header; /* NULL before the first heading */
    struct node *contents;
    struct str id, number, path;
    int level;
};

struct chunks {
    lua_State *L;
    struct arena *arena;
    int level;           /* headings down to this level begin a chunk */
    struct str template; /* of the paths */
    struct map paths;    /* id -> struct str */
    LIST(struct chunk) list;
};

/* ---- paths ---- */

/* %n the number, %s the section's number, %h the heading, %i its id. */
static struct str make_path(struct chunks *c, const struct chunk *chunk)
{
    struct out out = out_new(c->arena);
    struct str template = c->template;
    for (size_t i = 0; i < template.len; i++) {
        char next = template.at[i] == '%' && i + 1 < template.len ? template.at[i + 1] : '\0';
        if (next == 'n')
            out_fmt(&out, "%03zu", c->list.count);
        else if (next == 's')
            out_raw(&out, chunk->number);
        else if (next == 'i')
            out_raw(&out, chunk->id);
        else if (next == 'h' && chunk->header != NULL)
            put_stringified(c->L, chunk->header, &out);
        else if (next != 'h')
            out_char(&out, template.at[i]);
        i += next == 'n' || next == 's' || next == 'i' || next == 'h';
    }
    return out_str(&out);
}

/* Which chunk an id is in. */
static void learn_ids(struct chunks *c, const struct chunk *chunk)
{
    struct str *path = ARENA_NEW(c->arena, struct str);
    *path = chunk->path;
    for (const struct node *node = chunk->contents; node != NULL;
         node = node_next(chunk->contents, node))
        if (node->attr != NULL && node->attr->id.len != 0)
            map_add(&c->paths, node->attr->id, path);
}

/* ---- cutting ---- */

static bool begins_chunk(const struct chunks *c, const struct node *block)
{
    const struct node *header = section_header(block);
    return header != NULL && header->level <= c->level;
}

/* Put the blocks from `first` to before `end`, which leave their tree, into a new chunk. */
static void add_chunk(struct chunks *c, struct node *first, const struct node *end)
{
    struct node *contents = make_node(c->L, NODE_BLOCKS);
    struct chunk *chunk = LIST_ADD(&c->list, c->arena);
    *chunk = (struct chunk){.contents = contents, .header = section_header(first)};
    if (chunk->header != NULL) {
        chunk->id = node_id(first);
        chunk->number = node_attr(first, "number");
        chunk->level = chunk->header->level;
    }
    for (struct node *block = first, *next; block != end; block = next) {
        next = block->next;
        node_remove(block);
        node_append(contents, block);
    }
    chunk->path = make_path(c, chunk);
    learn_ids(c, chunk);
}

/* Move the sections of `section` that begin chunks of their own behind it. */
static void move_out(const struct chunks *c, struct node *section)
{
    struct node *block = section->first, *place = section;
    while (block != NULL && !begins_chunk(c, block))
        block = block->next;
    for (struct node *next; block != NULL; block = next) {
        next = block->next;
        node_remove(block);
        node_insert_after(place, block);
        place = block;
    }
}

static void split(struct chunks *c, const struct node *holder)
{
    while (holder->first != NULL) {
        struct node *first = holder->first, *end = first;
        charge(c->L, 10);
        if (begins_chunk(c, first)) {
            if (section_header(first)->level < c->level)
                move_out(c, first);
            end = first->next;
        } else {
            while (end != NULL && !begins_chunk(c, end))
                end = end->next;
        }
        add_chunk(c, first, end);
    }
}

/* Links to what is in another chunk now lead to its path. */
static void mend_links(struct chunks *c, const struct chunk *chunk)
{
    for (struct node *node = chunk->contents; node != NULL;
         node = node_next(chunk->contents, node)) {
        if (node->kind != NODE_LINK || !str_starts(node->target, STR("#")))
            continue;
        const struct str *path = map_get(&c->paths, str_slice(node->target, 1, node->target.len));
        if (path != NULL && !str_eq(*path, chunk->path))
            node->target = str_join(c->arena, *path, node->target);
    }
}

/* ---- to Lua ---- */

/* At 3: the title of the document, for the chunk before the first heading. */
static void push_chunk(struct chunks *c, const struct chunk *chunk, size_t number)
{
    lua_State *L = c->L;
    lua_createtable(L, 0, 10);
    if (chunk->header != NULL)
        push_inlines(L, copy_tree(L, chunk->header));
    else
        lua_pushvalue(L, 3);
    lua_setfield(L, -2, "heading");
    set_any_text(L, "id", chunk->id);
    set_any_text(L, "path", chunk->path);
    set_text(L, "section_number", chunk->number);
    lua_pushinteger(L, chunk->level);
    lua_setfield(L, -2, "level");
    lua_pushinteger(L, (lua_Integer)number);
    lua_setfield(L, -2, "number");
    lua_pushboolean(L, chunk->header != NULL && node_has_class(chunk->contents->first, "unlisted"));
    lua_setfield(L, -2, "unlisted");
    push_blocks(L, chunk->contents);
    lua_setfield(L, -2, "contents");
}

/* Set `field` of the i-th chunk of the list on top to the other one, if there is one. */
static void set_neighbour(lua_State *L, size_t i, const char *field, size_t other)
{
    lua_rawgeti(L, -1, (lua_Integer)i);
    lua_rawgeti(L, -2, (lua_Integer)other);
    lua_setfield(L, -2, field);
    lua_pop(L, 1);
}

/* The number of the last chunk before the i-th whose level is less; 0 where there is none. */
static size_t find_up(const struct chunks *c, size_t i)
{
    size_t up = i - 1;
    while (up > 0 && c->list.at[up - 1].level >= c->list.at[i - 1].level) {
        charge(c->L, 1);
        up--;
    }
    return up;
}

static void push_chunks(struct chunks *c)
{
    lua_State *L = c->L;
    lua_newtable(L);
    for (size_t i = 1; i <= c->list.count; i++) {
        mend_links(c, &c->list.at[i - 1]);
        push_chunk(c, &c->list.at[i - 1], i);
        lua_rawseti(L, -2, (lua_Integer)i);
    }
    for (size_t i = 1; i <= c->list.count; i++) {
        set_neighbour(L, i, "prev", i - 1);
        set_neighbour(L, i, "next", i + 1);
        set_neighbour(L, i, "up", find_up(c, i));
    }
    set_list_type(L, "List");
}

struct options {
    bool numbered;
    int base;
};

static struct options take_options(struct chunks *c, int index)
{
    struct options options = {0};
    lua_State *L = c->L;
    if (!lua_istable(L, index))
        return options;
    lua_getfield(L, index, "path_template");
    if (!lua_isnil(L, -1) && luaL_checkstring(L, -1) != NULL)
        c->template = keep_string(L, -1);
    lua_getfield(L, index, "chunk_level");
    c->level = (int)luaL_optinteger(L, -1, c->level);
    lua_getfield(L, index, "number_sections");
    options.numbered = lua_toboolean(L, -1);
    lua_getfield(L, index, "base_heading_level");
    options.base = (int)luaL_optinteger(L, -1, 0);
    lua_pop(L, 4);
    return options;
}

/*
 * pandoc.structure.split_into_chunks(document, options): a table with chunks, meta and toc.
 */
int structure_split_into_chunks(lua_State *L)
{
    struct arena *arena = state_of(L)->arena;
    struct chunks c = {
        .L = L, .arena = arena, .level = 1, .template = STR("chunk-%n"), .paths = map_new(arena)};
    const struct node *document = find_element(L, 1);
    if (document == NULL || document->kind != NODE_BLOCKS)
        raise_expected(L, "Pandoc", 1);
    lua_settop(L, 2);
    struct options options = take_options(&c, 2);
    lua_getfield(L, 1, "meta");
    lua_getfield(L, 3, "title");
    lua_insert(L, 3); /* the title at 3, all metadata at 4 */
    take_body(L, 1);
    struct node *sections = take_sections(L, 1, options.numbered, options.base);
    const struct node *whole = copy_tree(L, sections);
    split(&c, sections);
    lua_createtable(L, 0, 3);
    push_chunks(&c);
    lua_setfield(L, -2, "chunks");
    push_toc_tree(L, whole, &c.paths);
    lua_setfield(L, -2, "toc");
    lua_pushvalue(L, 4);
    lua_setfield(L, -2, "meta");
    return 1;
}
