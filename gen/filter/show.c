/* Trees compared, shown in pandoc's notation, and turned into plain text. */

#include "filter/element.h"
#include "filter/marshal.h"
#include "model/native.h"

/* ---- equality ---- */

static const struct attr no_attr;

bool is_equal_attr(const struct attr *a, const struct attr *b)
{
    a = a != NULL ? a : &no_attr;
    b = b != NULL ? b : &no_attr;
    if (!str_eq(a->id, b->id) || a->classes.count != b->classes.count
        || a->pairs.count != b->pairs.count)
        return false;
    for (size_t i = 0; i < a->classes.count; i++)
        if (!str_eq(a->classes.at[i], b->classes.at[i]))
            return false;
    for (size_t i = 0; i < a->pairs.count; i++)
        if (!str_eq(a->pairs.at[i].key, b->pairs.at[i].key)
            || !str_eq(a->pairs.at[i].value, b->pairs.at[i].value))
            return false;
    return true;
}

static bool is_equal_columns(const struct node *a, const struct node *b)
{
    if (a->table.count != b->table.count)
        return false;
    for (size_t i = 0; i < a->table.count; i++)
        if (a->table.columns[i].alignment != b->table.columns[i].alignment
            || a->table.columns[i].width < b->table.columns[i].width
            || a->table.columns[i].width > b->table.columns[i].width)
            return false;
    return true;
}

static bool is_equal_property(const struct node *a, const struct node *b, enum property_kind kind)
{
    switch (kind) {
    case PROPERTY_TEXT: return str_eq(a->text, b->text);
    case PROPERTY_TITLE: return str_eq(a->title, b->title);
    case PROPERTY_LEVEL: return a->level == b->level;
    case PROPERTY_QUOTE: return a->quote == b->quote;
    case PROPERTY_MATH: return a->math == b->math;
    case PROPERTY_ATTR: return is_equal_attr(a->attr, b->attr);
    case PROPERTY_LIST_MARKS:
        return a->list.start == b->list.start && a->list.style == b->list.style
            && a->list.delimiter == b->list.delimiter;
    case PROPERTY_COLUMNS: return is_equal_columns(a, b);
    case PROPERTY_ALIGNMENT: return a->cell.alignment == b->cell.alignment;
    case PROPERTY_ROW_SPAN: return a->cell.rows == b->cell.rows;
    case PROPERTY_COLUMN_SPAN: return a->cell.columns == b->cell.columns;
    case PROPERTY_INLINES: /* children are compared as nodes of their own */
    case PROPERTY_BLOCKS:
    case PROPERTY_ITEMS:
    case PROPERTY_LINES:
    case PROPERTY_DEFINITIONS:
    case PROPERTY_CAPTION:
    case PROPERTY_HEAD:
    case PROPERTY_BODIES:
    case PROPERTY_FOOT:
    case PROPERTY_PARTS:
    case PROPERTY_META: return true;
    case PROPERTY_CITATIONS: return a->citations.count == b->citations.count;
    case PROPERTY_SHORT: return (a->brief == NULL) == (b->brief == NULL);
    case PROPERTY_HEAD_ROWS: return a->body.head_rows == b->body.head_rows;
    case PROPERTY_HEAD_COLUMNS: return a->body.head_columns == b->body.head_columns;
    }
    return true;
}

static bool is_equal_node(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind)
        return false;
    const struct property *all = properties_of(a->kind);
    for (size_t i = 0; i < 6 && all[i].name != NULL; i++)
        if (!is_equal_property(a, b, all[i].kind))
            return false;
    return true;
}

static bool is_equal_citation(lua_State *L, const struct citation *a, const struct citation *b)
{
    return str_eq(a->id, b->id) && a->mode == b->mode && a->note_number == b->note_number
        && a->hash == b->hash && is_equal_tree(L, a->prefix, b->prefix)
        && is_equal_tree(L, a->suffix, b->suffix);
}

/* What stands beside the trees; there is as much of it in both. */
static bool is_equal_beside(lua_State *L, const struct node *a, const struct node *b)
{
    if (a->kind == NODE_CAPTION && a->brief != NULL)
        return is_equal_tree(L, a->brief, b->brief);
    bool equal = true;
    for (size_t i = 0; a->kind == NODE_CITE && i < a->citations.count && equal; i++)
        equal = is_equal_citation(L, &a->citations.at[i], &b->citations.at[i]);
    return equal;
}

static bool is_empty_part(const struct node *node)
{
    bool empty = node->first == NULL && attr_is_empty(node->attr);
    if (node->kind == NODE_CAPTION)
        return empty && node->brief == NULL;
    return empty && (node->kind == NODE_TABLE_HEAD || node->kind == NODE_TABLE_FOOT);
}

/* From `node` on: a caption, head or foot with nothing in it is the same as none. */
static const struct node *find_full(const struct node *node)
{
    while (node != NULL && is_empty_part(node))
        node = node->next;
    return node;
}

bool is_equal_tree(lua_State *L, const struct node *a, const struct node *b)
{
    charge(L, 1);
    if (!is_equal_node(a, b))
        return false;
    enter(L);
    bool beside = is_equal_beside(L, a, b);
    const struct node *x = find_full(a->first), *y = find_full(b->first);
    while (x != NULL && y != NULL && is_equal_tree(L, x, y)) {
        x = find_full(x->next);
        y = find_full(y->next);
    }
    leave(L);
    return beside && x == NULL && y == NULL;
}

/* ---- showing ---- */

static void charge_shown(lua_State *L, const struct node *root)
{
    charge_tree(L, root);
    for (const struct node *node = root; node != NULL; node = node_next(root, node))
        charge(L, 2 + node->text.len / 16);
}

void show_tree(lua_State *L, const struct node *node, struct out *out)
{
    charge_shown(L, node);
    native_put(node, out);
}

void show_document(lua_State *L, const struct node *blocks, const struct value *meta,
                   struct out *out)
{
    charge_shown(L, blocks);
    native_put_pandoc(blocks, meta, out);
}

void show_children(lua_State *L, const struct node *node, struct out *out)
{
    charge_shown(L, node);
    native_put_children(node, out);
}

/* ---- plain text ---- */

void put_stringified(lua_State *L, const struct node *node, struct out *out)
{
    charge(L, 1 + node->text.len / 16);
    bool literal = node->kind == NODE_STR || node->kind == NODE_CODE || node->kind == NODE_MATH;
    if (literal)
        out_raw(out, node->text);
    if (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
        out_char(out, ' ');
    if (node->kind == NODE_NOTE)
        return;
    enter(L);
    if (node->kind == NODE_QUOTED)
        out_c(out, node->quote == QUOTE_DOUBLE ? "“" : "‘");
    for (const struct node *child = node->first; child != NULL; child = child->next)
        put_stringified(L, child, out);
    if (node->kind == NODE_QUOTED)
        out_c(out, node->quote == QUOTE_DOUBLE ? "”" : "’");
    leave(L);
}
