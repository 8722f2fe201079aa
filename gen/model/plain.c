/* The plain text of a tree, as titles, lemmas, descriptions and alternative texts need it. */
#include "model/node.h"

/* What stands between two blocks, unless there is white space already. */
static void put_gap(struct out *out, size_t start)
{
    if (out->len > start && out->at[out->len - 1] != ' ')
        out_char(out, ' ');
}

static bool is_silent(const struct node *node)
{
    return node->kind == NODE_NOTE || node->kind == NODE_RAW_INLINE || node->kind == NODE_RAW_BLOCK
        || node->kind == NODE_IMAGE;
}

static bool is_literal(const struct node *node)
{
    return node->kind == NODE_STR || node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK
        || node->kind == NODE_MATH;
}

static bool is_break(const struct node *node)
{
    return node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK
        || node->kind == NODE_LINE_BREAK;
}

static void put_plain(const struct node *node, struct out *out, size_t start)
{
    if (is_silent(node))
        return;
    if (is_literal(node))
        out_raw(out, node->text);
    if (is_break(node))
        out_char(out, ' ');
    if (node->kind == NODE_QUOTED)
        out_c(out, node->quote == QUOTE_DOUBLE ? "“" : "‘");
    for (const struct node *child = node->first; child != NULL; child = child->next) {
        if (!node_is_inline(child))
            put_gap(out, start);
        put_plain(child, out, start);
    }
    if (node->kind == NODE_QUOTED)
        out_c(out, node->quote == QUOTE_DOUBLE ? "”" : "’");
}

/*
 * What is silent inside a text speaks when it is
 * asked itself: an image gives its alternative text.
 */
void node_plain(const struct node *node, struct out *out)
{
    size_t start = out->len;
    if (!is_silent(node)) {
        put_plain(node, out, start);
        return;
    }
    for (const struct node *child = node->first; child != NULL; child = child->next)
        put_plain(child, out, start);
}

struct str node_plain_str(struct arena *arena, const struct node *node)
{
    struct out out = out_new(arena);
    node_plain(node, &out);
    return str_trim(out_str(&out));
}

bool node_is_empty(const struct node *node)
{
    for (const struct node *at = node; at != NULL; at = node_next(node, at))
        if (is_literal(at) ? str_trim(at->text).len != 0
                           : is_silent(at) || at->kind == NODE_HORIZONTAL_RULE)
            return false;
    return true;
}
