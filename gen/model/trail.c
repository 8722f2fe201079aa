/* Where a node is in its tree, for messages. */
#include "model/node.h"

enum {
    SHOWN_TEXT = 32, /* bytes of a text that are shown */
    FIRST_STEPS = 3, /* so many elements at the root */
    LAST_STEPS = 4,  /* and at the node are shown of a deep tree */
    MOST_NODES = 500 /* a tree that a filter is still building may be deeper than NODE_DEPTH */
};

/* Parts are counted: the second item, not an Item. */
static const char *const part_names[] = {
    [NODE_LINE] = "line",         [NODE_ITEM] = "item",
    [NODE_DEFINED_TERM] = "term", [NODE_DEFINITION] = "definition",
    [NODE_CAPTION] = "caption",   [NODE_TABLE_HEAD] = "head",
    [NODE_TABLE_BODY] = "body",   [NODE_TABLE_FOOT] = "foot",
    [NODE_ROW] = "row",           [NODE_CELL] = "cell",
};

static const char *part_name(const struct node *node)
{
    size_t count = sizeof part_names / sizeof part_names[0];
    return (size_t)node->kind < count ? part_names[node->kind] : NULL;
}

static void put_text(struct out *out, struct str text)
{
    size_t end = text.len <= SHOWN_TEXT ? text.len : SHOWN_TEXT;
    while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    if (text.len != 0)
        out_fmt(out, " \"%.*s%s\"", STR_ARG(str_slice(text, 0, end)), end < text.len ? "…" : "");
}

static void put_part(struct out *out, const struct node *part)
{
    size_t number = 1, all = 1;
    for (const struct node *at = part->prev; at != NULL; at = at->prev)
        number += at->kind == part->kind;
    for (const struct node *at = part->next; at != NULL; at = at->next)
        all += at->kind == part->kind;
    out_fmt(out, ", %s", part_name(part));
    if (number + all > 2)
        out_fmt(out, " %zu", number);
}

static void put_node(struct out *out, const struct node *node)
{
    if (part_name(node) != NULL) {
        put_part(out, node);
        return;
    }
    out_fmt(out, "%s%s", node->parent != NULL ? " > " : "", node_fact(node->kind)->name);
    if (node->kind == NODE_HEADER)
        out_fmt(out, " %d", node->level);
    if (node_id(node).len != 0)
        out_fmt(out, " #%.*s", STR_ARG(node_id(node)));
    else if (node->attr != NULL && node->attr->classes.count != 0)
        out_fmt(out, " .%.*s", STR_ARG(node->attr->classes.at[0]));
    put_text(out, node->text);
}

void node_trail(const struct node *node, const char *root, struct out *out)
{
    const struct node *way[MOST_NODES];
    size_t count = 0, steps = 0, step = 0;
    for (const struct node *at = node; at != NULL && count < MOST_NODES; at = at->parent) {
        way[count++] = at;
        steps += part_name(at) == NULL;
    }
    while (count-- > 0) {
        const struct node *at = way[count];
        bool part = part_name(at) != NULL; /* of the step before it */
        step += !part;
        if (step == 1 && !part && root != NULL && at->kind == NODE_BLOCKS && at->parent == NULL)
            out_c(out, root);
        else if (step <= FIRST_STEPS || step + LAST_STEPS > steps)
            put_node(out, at);
        else if (step == FIRST_STEPS + 1 && !part)
            out_fmt(out, " > … %zu more …", steps - FIRST_STEPS - LAST_STEPS);
    }
}
