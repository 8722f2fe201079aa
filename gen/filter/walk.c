#include "filter/walk.h"

#include <string.h>

#include "filter/maker.h"
#include "filter/marshal.h"
#include "model/value.h"

/* `PASS_TOPDOWN` is all four in one. */
enum pass { PASS_INLINE, PASS_INLINES, PASS_BLOCK, PASS_BLOCKS, PASS_TOPDOWN };

enum { MAX_KINDS = 64 };

/* A filter table on its way through a tree. */
struct walker {
    lua_State *L;
    struct state *s;
    struct doc *doc;        /* that is walked, where it is one */
    int functions;          /* on the stack: kind + 1 -> the function for it */
    bool wanted[MAX_KINDS]; /* the kinds for which there is one */
    bool any_inline, any_block;
    int inlines, blocks; /* on the stack: the functions for lists; 0 for none */
    bool exposed;        /* Lua may hold nodes of this tree */
};

/* ---- the filter table ---- */

/* Push filter[name] if it is a function. */
static bool push_function(lua_State *L, int filter, const char *name)
{
    if (lua_getfield(L, filter, name) == LUA_TFUNCTION)
        return true;
    lua_pop(L, 1);
    return false;
}

static void find_function(struct walker *w, int filter, enum node_kind kind)
{
    const struct node_fact *fact = node_fact(kind);
    bool is_inline = fact->place == PLACE_INLINE;
    if (fact->place == PLACE_PART || (size_t)kind >= MAX_KINDS)
        return;
    if (!push_function(w->L, filter, fact->name)
        && !push_function(w->L, filter, is_inline ? "Inline" : "Block"))
        return;
    lua_rawseti(w->L, w->functions, (lua_Integer)kind + 1);
    w->wanted[kind] = true;
    *(is_inline ? &w->any_inline : &w->any_block) = true;
}

static struct walker walker_of(lua_State *L, int filter)
{
    struct walker w = {.L = L, .s = state_of(L)};
    luaL_checktype(L, filter, LUA_TTABLE);
    luaL_checkstack(L, 20, "nested too deeply");
    charge(L, 100);
    lua_newtable(L);
    w.functions = lua_gettop(L);
    for (size_t kind = 0; kind < node_kind_count(); kind++)
        find_function(&w, filter, (enum node_kind)kind);
    if (push_function(L, filter, "Inlines"))
        w.inlines = lua_gettop(L);
    if (push_function(L, filter, "Blocks"))
        w.blocks = lua_gettop(L);
    return w;
}

static bool is_topdown(lua_State *L, int filter)
{
    bool topdown = lua_getfield(L, filter, "traverse") == LUA_TSTRING
        && strcmp(lua_tostring(L, -1), "topdown") == 0;
    lua_pop(L, 1);
    return topdown;
}

/* ---- results ---- */

/* What a filter makes has the place of what it was made from. */
static void give_spans(lua_State *L, struct node *holder, struct span span)
{
    for (struct node *node = holder->first; node != NULL; node = node_next(holder, node))
        if (node->span.source == NULL)
            place_made(L, node, span);
}

/* New items of a list stand where the one before them did, or the first that has a place. */
static void give_list_spans(lua_State *L, struct node *holder, struct span span)
{
    for (struct node *child = holder->first; child != NULL; child = child->next)
        if (child->span.source != NULL) {
            span = child->span;
            break;
        }
    for (struct node *child = holder->first; child != NULL; child = child->next) {
        if (child->span.source != NULL)
            span = child->span;
        for (struct node *node = child; node != NULL; node = node_next(child, node))
            if (node->span.source == NULL)
                place_made(L, node, span);
    }
}

/*
 * Call the function below the argument on top, which is about `node` or, where `list` says so, its
 * children; its first result takes their place. True unless the second result was false.
 */
static bool call_function(struct walker *w, struct span span, const struct node *node,
                          const char *list)
{
    struct spot *spot = &w->s->spot;
    if (span.source != NULL)
        spot->here = span;
    spot->node = node;
    spot->list = list;
    w->exposed = true;
    lua_call(w->L, 1, 2);
    bool descend = lua_isnil(w->L, -1) || lua_toboolean(w->L, -1);
    lua_pop(w->L, 1);
    return descend;
}

/* Read the result on top, of the function at `function`, into a holder. */
static struct node *take_result(struct walker *w, bool inlines, int function, const char *name)
{
    w->s->calling = name;
    w->s->function = function;
    struct node *holder = make_node(w->L, inlines ? NODE_INLINES : NODE_BLOCKS);
    (inlines ? take_inlines : take_blocks)(w->L, -1, holder);
    w->s->calling = NULL;
    return holder;
}

/* Whether the result on top is the very node that was given, untouched. */
static bool is_same_node(struct walker *w, const struct node *node)
{
    return find_element(w->L, -1) == node && !is_touched(w->L, -1);
}

/* Put the holder's children where `node` stands. */
static void replace_node(struct node *node, struct node *holder)
{
    while (holder->first != NULL) {
        struct node *child = holder->first;
        node_remove(child);
        node_insert_before(node, child);
    }
    node_remove(node);
}

/* Apply the function for its kind to `node`; gives whether to go on below what it became. */
static bool apply_to_node(struct walker *w, struct node *node)
{
    lua_State *L = w->L;
    bool copying = w->s->copying;
    luaL_checkstack(L, 10, "nested too deeply");
    lua_rawgeti(L, w->functions, (lua_Integer)node->kind + 1);
    int function = lua_gettop(L);
    lua_pushvalue(L, -1);
    struct node *shown = copying ? copy_tree(L, node) : node;
    push_element(L, shown);
    bool descend = call_function(w, node->span, node, NULL);
    if (!lua_isnil(L, -1) && !is_same_node(w, shown)) {
        struct node *holder =
            take_result(w, node_is_inline(node), function, node_fact(node->kind)->name);
        give_spans(L, holder, node->span);
        replace_node(node, holder);
    }
    lua_settop(L, function - 1);
    return descend;
}

static void remove_children(struct node *parent)
{
    for (struct node *child = parent->first, *next; child != NULL; child = next) {
        next = child->next;
        if (child->kind != NODE_CAPTION)
            node_remove(child);
    }
}

static struct span span_of_children(const struct node *parent)
{
    struct span span = parent->span;
    for (const struct node *child = parent->first; child != NULL && span.source == NULL;
         child = child->next)
        span = child->span;
    return span;
}

/* Apply a list function to the children of `parent`. */
static bool apply_to_list(struct walker *w, struct node *parent, bool inlines)
{
    lua_State *L = w->L;
    int function = inlines ? w->inlines : w->blocks;
    int top = lua_gettop(L);
    luaL_checkstack(L, 10, "nested too deeply");
    lua_pushvalue(L, function);
    struct node *shown = w->s->copying ? copy_tree(L, parent) : parent;
    struct span span = span_of_children(parent);
    (inlines ? push_inlines : push_blocks)(L, shown);
    bool descend = call_function(w, span, parent, inlines ? "Inlines" : "Blocks");
    if (!lua_isnil(L, -1)) {
        /* The old items are in no tree then, and those that come back untouched need no copy. */
        remove_children(parent);
        struct node *holder = take_result(w, inlines, function, inlines ? "Inlines" : "Blocks");
        give_list_spans(L, holder, span);
        node_move_children(parent, holder);
    }
    lua_settop(L, top);
    return descend;
}

/* ---- typewise ---- */

static bool is_wanted(const struct walker *w, const struct node *node, enum pass pass)
{
    return w->wanted[node->kind] && node_is_inline(node) == (pass == PASS_INLINE)
        && node_fact(node->kind)->place != PLACE_PART;
}

static bool holds(const struct node *node, enum node_holds what)
{
    return node_fact(node->kind)->holds == what;
}

static void walk_below(struct walker *w, struct node *parent, enum pass pass);
static void walk_topdown(struct walker *w, struct node *parent);

/* What stands beside the tree and before what is in it: citations' inlines, a short caption. */
static void walk_beside(struct walker *w, struct node *node, enum pass pass)
{
    if (node->kind == NODE_CAPTION && node->brief != NULL)
        walk_below(w, node->brief, pass);
    for (size_t i = 0; node->kind == NODE_CITE && i < node->citations.count; i++) {
        walk_below(w, node->citations.at[i].prefix, pass);
        walk_below(w, node->citations.at[i].suffix, pass);
    }
}

static void walk_below(struct walker *w, struct node *parent, enum pass pass)
{
    if (pass == PASS_TOPDOWN) {
        walk_topdown(w, parent);
        return;
    }
    enter(w->L);
    walk_beside(w, parent, pass);
    for (struct node *child = parent->first, *next; child != NULL; child = next) {
        next = child->next;
        charge(w->L, 1);
        if (!holds(child, HOLDS_NOTHING))
            walk_below(w, child, pass);
        if ((pass == PASS_INLINE || pass == PASS_BLOCK) && is_wanted(w, child, pass))
            apply_to_node(w, child);
    }
    leave(w->L);
    if (pass == PASS_INLINES && holds(parent, HOLDS_INLINES))
        apply_to_list(w, parent, true);
    if (pass == PASS_BLOCKS && holds(parent, HOLDS_BLOCKS))
        apply_to_list(w, parent, false);
}

/* ---- topdown ---- */

/* From `first` to before `end`: what a node has become. */
static void walk_results(struct walker *w, struct node *first, const struct node *end)
{
    for (struct node *node = first, *next; node != end; node = next) {
        next = node->next;
        walk_topdown(w, node);
    }
}

static void walk_children_topdown(struct walker *w, struct node *parent)
{
    for (struct node *child = parent->first, *next; child != NULL; child = next) {
        struct node *prev = child->prev;
        next = child->next;
        charge(w->L, 1);
        bool descend = true;
        if (w->wanted[child->kind] && node_fact(child->kind)->place != PLACE_PART)
            descend = apply_to_node(w, child);
        if (descend)
            walk_results(w, prev != NULL ? prev->next : parent->first, next);
    }
}

/* The list of the parent's children, then each of them, then what is below. */
static void walk_topdown(struct walker *w, struct node *parent)
{
    if (holds(parent, HOLDS_NOTHING))
        return;
    enter(w->L);
    walk_beside(w, parent, PASS_TOPDOWN);
    bool descend = true;
    if (holds(parent, HOLDS_INLINES) && w->inlines != 0)
        descend = apply_to_list(w, parent, true);
    if (holds(parent, HOLDS_BLOCKS) && w->blocks != 0)
        descend = apply_to_list(w, parent, false);
    if (descend)
        walk_children_topdown(w, parent);
    leave(w->L);
}

/* ---- whole trees ---- */

static bool is_pass_wanted(const struct walker *w, enum pass pass)
{
    switch (pass) {
    case PASS_INLINE: return w->any_inline;
    case PASS_INLINES: return w->inlines != 0;
    case PASS_BLOCK: return w->any_block;
    case PASS_BLOCKS: return w->blocks != 0;
    case PASS_TOPDOWN: return w->any_inline || w->any_block || w->inlines != 0 || w->blocks != 0;
    }
    return false;
}

/* One pass; where Lua may hold nodes of the tree, over a copy. */
static struct node *walk_pass(struct walker *w, struct node *root, enum pass pass)
{
    if (w->exposed) {
        struct span span = root->span;
        root = copy_tree(w->L, root);
        root->span = span;
    }
    w->s->copying = pass == PASS_TOPDOWN;
    if (pass == PASS_TOPDOWN)
        walk_topdown(w, root);
    else
        walk_below(w, root, pass);
    w->s->copying = false;
    return root;
}

struct node *walk_tree(lua_State *L, struct node *root, int index)
{
    struct state *s = state_of(L);
    int top = lua_gettop(L);
    struct spot spot = s->spot;
    bool copying = s->copying, topdown = is_topdown(L, index);
    s->spot.root = NULL;
    struct walker w = walker_of(L, index);
    enter(L);
    for (int pass = topdown ? PASS_TOPDOWN : PASS_INLINE;
         pass <= (topdown ? PASS_TOPDOWN : PASS_BLOCKS); pass++)
        if (is_pass_wanted(&w, (enum pass)pass))
            root = walk_pass(&w, root, (enum pass)pass);
    leave(L);
    s->copying = copying;
    s->spot = spot;
    lua_settop(L, top);
    return root;
}

/* ---- the document ---- */

/* One part of it in a pass; whether Lua holds nodes of one says nothing of the others. */
struct parts {
    enum pass pass;
    bool exposed, seen; /* before the pass, and in one of the parts after it */
};

static struct node *walk_part(struct walker *w, struct parts *parts, struct node *root,
                              const char *name)
{
    if (root == NULL)
        return NULL;
    w->s->spot.root = name;
    w->exposed = parts->exposed;
    root = walk_pass(w, root, parts->pass);
    parts->seen = parts->seen || w->exposed;
    return root;
}

/* `name` is the key of the value in the metadata; NULL for all of them. */
static void walk_value(struct walker *w, struct parts *parts, struct value *value, const char *name)
{
    bool map = value->kind == VALUE_MAP;
    if (value->nodes != NULL)
        value->nodes = walk_part(w, parts, value->nodes, name);
    if (!map && value->kind != VALUE_LIST)
        return;
    enter(w->L);
    const size_t *order = map ? value_order(w->s->arena, value) : NULL;
    for (size_t i = 0; i < value->count; i++) {
        size_t at = map ? order[i] : i;
        charge(w->L, 1);
        walk_value(w, parts, &value->items[at],
                   name != NULL ? name : str_c(w->s->arena, value->keys[at]));
    }
    leave(w->L);
}

/* The metadata and what is said of the authors come before the text. */
static void walk_parts(struct walker *w, enum pass pass)
{
    struct doc *doc = w->doc;
    struct parts parts = {pass, w->exposed, w->exposed};
    if (!is_pass_wanted(w, pass))
        return;
    if (doc->meta != NULL)
        walk_value(w, &parts, doc->meta, NULL);
    for (size_t i = 0; i < doc->bios.count; i++)
        doc->bios.at[i] = walk_part(w, &parts, doc->bios.at[i], "about the author");
    doc->body = walk_part(w, &parts, doc->body, "Pandoc");
    w->exposed = parts.seen;
}

static void apply_meta(struct walker *w, int filter)
{
    lua_State *L = w->L;
    if (!push_function(L, filter, "Meta"))
        return;
    int function = lua_gettop(L);
    lua_pushvalue(L, function);
    push_metadata(L, w->doc->meta);
    w->s->spot.root = "Meta";
    call_function(w, span_start(w->doc->source), NULL, NULL);
    if (!lua_isnil(L, -1))
        give_metadata(L, w->doc, -1, function);
    lua_settop(L, function - 1);
}

/* Push the blocks of the document that the function returned, and take its metadata. */
static void push_result_blocks(struct walker *w, int function)
{
    lua_State *L = w->L;
    struct node *node = find_element(L, -1);
    bool fits = node != NULL ? node->kind == NODE_BLOCKS : lua_istable(L, -1);
    if (!fits)
        raise_expected(L, "Pandoc", -1);
    if (node == NULL || is_member_touched(L, -1, "meta")) {
        lua_getfield(L, -1, "meta");
        if (!lua_isnil(L, -1))
            give_metadata(L, w->doc, -1, function);
        lua_pop(L, 1);
    }
    lua_getfield(L, -1, "blocks");
}

/* Those of the essay come when they are asked for. */
static void push_document(lua_State *L, const struct doc *doc)
{
    push_element(L, doc->body);
    if (doc == state_of(L)->doc)
        return;
    push_metadata(L, doc->meta);
    lua_setfield(L, -2, "meta");
}

static void apply_pandoc(struct walker *w, int filter)
{
    lua_State *L = w->L;
    struct doc *doc = w->doc;
    if (!push_function(L, filter, "Pandoc"))
        return;
    int function = lua_gettop(L);
    if (w->exposed)
        doc->body = copy_tree(L, doc->body);
    lua_pushvalue(L, function);
    push_document(L, doc);
    w->s->spot.root = "Pandoc";
    call_function(w, span_start(doc->source), doc->body, NULL);
    if (!lua_isnil(L, -1) && !is_same_node(w, doc->body)) {
        push_result_blocks(w, function);
        remove_children(doc->body);
        struct node *holder = take_result(w, false, function, "Pandoc");
        holder->span = doc->body->span;
        give_list_spans(L, holder, span_start(doc->source));
        doc->body = holder;
    }
    lua_settop(L, function - 1);
}

static void walk_whole(lua_State *L, struct doc *doc, int index, bool *exposed)
{
    int top = lua_gettop(L);
    bool topdown = is_topdown(L, index);
    struct walker w = walker_of(L, index);
    w.doc = doc;
    w.exposed = *exposed;
    if (topdown) {
        apply_pandoc(&w, index);
        apply_meta(&w, index);
        walk_parts(&w, PASS_TOPDOWN);
    } else {
        for (int pass = PASS_INLINE; pass <= PASS_BLOCKS; pass++)
            walk_parts(&w, (enum pass)pass);
        apply_meta(&w, index);
        apply_pandoc(&w, index);
    }
    *exposed = w.exposed;
    lua_settop(L, top);
}

void walk_document(lua_State *L, int index)
{
    struct state *s = state_of(L);
    walk_whole(L, s->doc, index, &s->exposed);
}

void push_walked(lua_State *L, struct node *body, struct value *meta, int index)
{
    struct state *s = state_of(L);
    struct doc *doc = ARENA_NEW(s->arena, struct doc);
    struct value *own = ARENA_NEW(s->arena, struct value);
    struct spot spot = s->spot;
    bool copying = s->copying, exposed = true; /* whoever has the metadata may have their nodes */
    *doc = *s->doc;
    doc->bios.count = 0;
    doc->body = body;
    if (meta != NULL)
        *own = value_copy(s->arena, meta);
    own->kind = VALUE_MAP;
    doc->meta = own;
    walk_whole(L, doc, index, &exposed);
    s->copying = copying;
    s->spot = spot;
    push_document(L, doc);
}
