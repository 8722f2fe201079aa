/* The plain text of a tree, as titles, lemmas, descriptions and alternative texts need it. */
#include "model/node.h"

#include "base/utf8.h"

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

static void put_plain(const struct node *node, struct out *out, size_t start);

static void put_children(const struct node *node, struct out *out, size_t start)
{
    for (const struct node *child = node->first; child != NULL; child = child->next) {
        if (child->kind == NODE_STR) { /* most of them, and words have nothing below them */
            out_raw(out, child->text);
            continue;
        }
        if (!node_is_inline(child))
            put_gap(out, start);
        put_plain(child, out, start);
    }
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
    put_children(node, out, start);
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

static bool is_blank(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t plain_words(struct str text)
{
    size_t words = 0, cjk = 0;
    bool inside = false;
    for (size_t i = 0; i < text.len;) {
        bool blank = is_blank((unsigned char)text.at[i]);
        words += !blank && !inside;
        inside = !blank;
        cjk += utf8_is_cjk(utf8_next(text, &i));
    }
    return words + cjk / 2;
}

bool node_is_empty(const struct node *node)
{
    for (const struct node *at = node; at != NULL; at = node_next(node, at))
        if (is_literal(at) ? str_trim(at->text).len != 0
                           : is_silent(at) || at->kind == NODE_HORIZONTAL_RULE)
            return false;
    return true;
}
