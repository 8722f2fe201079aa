#include "model/node.h"

#include <assert.h>
#include <string.h>

static const struct node_fact facts[] = {
#define NODE(kind, name, place, holds, docbook) {name, PLACE_##place, HOLDS_##holds, docbook},
#include "model/node.def"
};

const struct node_fact *node_fact(enum node_kind kind)
{
    return &facts[kind];
}

size_t node_kind_count(void)
{
    return sizeof facts / sizeof facts[0];
}

bool node_kind_by_name(struct str name, enum node_kind *kind)
{
    for (size_t i = 0; i < node_kind_count(); i++) {
        if (str_is(name, facts[i].name)) {
            *kind = (enum node_kind)i;
            return true;
        }
    }
    return false;
}

struct node *node_new(struct arena *arena, enum node_kind kind, struct span span)
{
    struct node *node = ARENA_NEW(arena, struct node);
    node->kind = kind;
    node->span = span;
    if (kind == NODE_CELL)
        node->cell.rows = node->cell.columns = 1;
    return node;
}

struct node *node_text_new(struct arena *arena, enum node_kind kind, struct str text,
                           struct span span)
{
    struct node *node = node_new(arena, kind, span);
    node->text = text;
    return node;
}

static void link_between(struct node *parent, struct node *prev, struct node *node,
                         struct node *next)
{
    assert(parent != NULL);
    node->parent = parent;
    node->prev = prev;
    node->next = next;
    *(prev != NULL ? &prev->next : &parent->first) = node;
    *(next != NULL ? &next->prev : &parent->last) = node;
}

void node_append(struct node *parent, struct node *child)
{
    link_between(parent, parent->last, child, NULL);
}

void node_prepend(struct node *parent, struct node *child)
{
    link_between(parent, NULL, child, parent->first);
}

void node_insert_before(struct node *place, struct node *node)
{
    link_between(place->parent, place->prev, node, place);
}

void node_insert_after(struct node *place, struct node *node)
{
    link_between(place->parent, place, node, place->next);
}

void node_remove(struct node *node)
{
    if (node->parent == NULL)
        return;
    *(node->prev != NULL ? &node->prev->next : &node->parent->first) = node->next;
    *(node->next != NULL ? &node->next->prev : &node->parent->last) = node->prev;
    node->parent = node->prev = node->next = NULL;
}

void node_replace(struct node *old, struct node *node)
{
    node_insert_before(old, node);
    node_remove(old);
}

void node_move_children(struct node *to, struct node *from)
{
    while (from->first != NULL) {
        struct node *child = from->first;
        node_remove(child);
        node_append(to, child);
    }
}

void node_unwrap(struct node *node)
{
    while (node->first != NULL) {
        struct node *child = node->first;
        node_remove(child);
        node_insert_before(node, child);
    }
    node_remove(node);
}

void node_wrap(struct node *wrapper, struct node *first, struct node *last)
{
    node_insert_before(first, wrapper);
    struct node *end = last->next;
    for (struct node *node = first; node != end;) {
        struct node *next = node->next;
        node_remove(node);
        node_append(wrapper, node);
        node = next;
    }
}

static struct str copy_str(struct arena *arena, struct str s, bool texts)
{
    return texts ? str_keep(arena, s) : s;
}

struct attr *attr_copy(struct arena *arena, const struct attr *attr, bool texts)
{
    if (attr == NULL)
        return NULL;
    struct attr *copy = ARENA_NEW(arena, struct attr);
    copy->id = copy_str(arena, attr->id, texts);
    for (size_t i = 0; i < attr->classes.count; i++)
        *LIST_ADD(&copy->classes, arena) = copy_str(arena, attr->classes.at[i], texts);
    for (size_t i = 0; i < attr->pairs.count; i++) {
        struct pair pair = attr->pairs.at[i];
        *LIST_ADD(&copy->pairs, arena) =
            (struct pair){copy_str(arena, pair.key, texts), copy_str(arena, pair.value, texts)};
    }
    return copy;
}

static struct node *copy_root(struct arena *arena, const struct node *root, bool texts)
{
    return root != NULL ? node_copy(arena, root, texts) : NULL;
}

static void copy_citations(struct arena *arena, struct node *cite, bool texts)
{
    size_t count = cite->citations.count;
    const struct citation *from = cite->citations.at;
    cite->citations.at = ARENA_ARRAY(arena, count, struct citation);
    for (size_t i = 0; i < count; i++) {
        struct citation *to = &cite->citations.at[i];
        *to = from[i];
        to->id = copy_str(arena, from[i].id, texts);
        to->prefix = copy_root(arena, from[i].prefix, texts);
        to->suffix = copy_root(arena, from[i].suffix, texts);
    }
}

static void copy_columns(struct arena *arena, struct node *table)
{
    const struct column *from = table->table.columns;
    table->table.columns = ARENA_ARRAY(arena, table->table.count, struct column);
    memcpy(table->table.columns, from, table->table.count * sizeof(struct column));
}

/* The node itself, without what is below it. */
static struct node *copy_one(struct arena *arena, const struct node *node, bool texts)
{
    struct node *copy = arena_extend(arena, NULL, 0, sizeof *copy);
    *copy = *node;
    copy->parent = copy->prev = copy->next = copy->first = copy->last = NULL;
    if (node->attr != NULL)
        copy->attr = attr_copy(arena, node->attr, texts);
    if (texts) {
        copy->text = str_keep(arena, node->text);
        copy->title = str_keep(arena, node->title);
    }
    if (node->kind == NODE_TABLE && node->table.count != 0)
        copy_columns(arena, copy);
    if (node->kind == NODE_CITE && node->citations.count != 0)
        copy_citations(arena, copy, texts);
    if (node->kind == NODE_CAPTION)
        copy->brief = copy_root(arena, node->brief, texts);
    return copy;
}

struct node *node_copy(struct arena *arena, const struct node *node, bool texts)
{
    struct node *copy = copy_one(arena, node, texts);
    for (const struct node *child = node->first; child != NULL; child = child->next)
        node_append(copy,
                    child->first != NULL ? node_copy(arena, child, texts)
                                         : copy_one(arena, child, texts));
    return copy;
}

struct node *node_after(const struct node *root, const struct node *node)
{
    while (node != root && node->next == NULL)
        node = node->parent;
    return node != root ? node->next : NULL;
}

struct node *node_next(const struct node *root, const struct node *node)
{
    return node->first != NULL ? node->first : node_after(root, node);
}

bool node_is_block(const struct node *node)
{
    return facts[node->kind].place == PLACE_BLOCK;
}

bool node_is_inline(const struct node *node)
{
    return facts[node->kind].place == PLACE_INLINE;
}

struct node *node_child(const struct node *node, enum node_kind kind)
{
    struct node *child = node->first;
    while (child != NULL && child->kind != kind)
        child = child->next;
    return child;
}

bool node_is_note_span(const struct node *node)
{
    return node != NULL && node->kind == NODE_SPAN && node_has_class(node, "note");
}

bool node_is_whole_note(const struct node *node)
{
    return node != NULL && node->kind == NODE_DIV && node_has_class(node, "note")
        && !node_has_class(node, "admonition");
}

bool node_is_reply(const struct node *node)
{
    return node_is_whole_note(node) && node_attr(node, "on").len != 0;
}

bool node_is_section(const struct node *node)
{
    return node != NULL && node->kind == NODE_DIV && node_has_class(node, "section")
        && node->first != NULL && node->first->kind == NODE_HEADER;
}

struct node *node_above(const struct node *node, enum node_kind kind)
{
    struct node *above = node->parent;
    while (above != NULL && above->kind != kind)
        above = above->parent;
    return above;
}

struct str node_id(const struct node *node)
{
    return node->attr != NULL ? node->attr->id : STR_NONE;
}

bool node_has_class(const struct node *node, const char *class_name)
{
    for (size_t i = 0; node->attr != NULL && i < node->attr->classes.count; i++)
        if (str_is(node->attr->classes.at[i], class_name))
            return true;
    return false;
}

struct str node_attr(const struct node *node, const char *key)
{
    for (size_t i = 0; node->attr != NULL && i < node->attr->pairs.count; i++)
        if (str_is(node->attr->pairs.at[i].key, key))
            return node->attr->pairs.at[i].value;
    return STR_NONE;
}

struct attr *node_attrs(struct arena *arena, struct node *node)
{
    if (node->attr == NULL)
        node->attr = ARENA_NEW(arena, struct attr);
    return node->attr;
}

void node_set_id(struct arena *arena, struct node *node, struct str id)
{
    node_attrs(arena, node)->id = id;
}

void node_add_class(struct arena *arena, struct node *node, struct str class_name)
{
    struct attr *attr = node_attrs(arena, node);
    for (size_t i = 0; i < attr->classes.count; i++)
        if (str_eq(attr->classes.at[i], class_name))
            return;
    *LIST_ADD(&attr->classes, arena) = class_name;
}

static void remove_pair(struct attr *attr, size_t i)
{
    attr->pairs.count--;
    memmove(&attr->pairs.at[i], &attr->pairs.at[i + 1],
            (attr->pairs.count - i) * sizeof(struct pair));
}

void node_set_attr(struct arena *arena, struct node *node, struct str key, struct str value)
{
    struct attr *attr = node_attrs(arena, node);
    for (size_t i = 0; i < attr->pairs.count; i++) {
        if (!str_eq(attr->pairs.at[i].key, key))
            continue;
        if (value.len != 0)
            attr->pairs.at[i].value = value;
        else
            remove_pair(attr, i);
        return;
    }
    if (value.len != 0)
        *LIST_ADD(&attr->pairs, arena) = (struct pair){key, value};
}

bool attr_is_empty(const struct attr *attr)
{
    return attr == NULL
        || (attr->id.len == 0 && attr->classes.count == 0 && attr->pairs.count == 0);
}
