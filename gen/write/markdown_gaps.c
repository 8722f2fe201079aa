/*
 * White space as Markdown has it: single, within a line, never at the edge of a block or of
 * emphasis.
 */
#include "write/markdown_room.h"

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool markdown_is_gap(const struct node *node)
{
    return node != NULL
        && (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK
            || node->kind == NODE_LINE_BREAK);
}

static bool is_break(const struct node *node)
{
    return node != NULL && (node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK);
}

/* ---- words ---- */

static bool has_white(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (is_white(text.at[i]))
            return true;
    return false;
}

/* The words of a Str that holds several, or none, in its place. */
static void split_word(struct markdown *m, struct node *node)
{
    struct str text = node->text, word;
    while (text.len != 0) {
        struct node *piece = node_new(m->arena, NODE_SPACE, node->span);
        if (is_white(text.at[0])) {
            text = str_slice(text, 1, text.len);
        } else {
            str_word(&text, &word);
            text.len += (size_t)(text.at - (word.at + word.len));
            text.at = word.at + word.len;
            piece->kind = NODE_STR;
            piece->text = word;
        }
        node_insert_before(node, piece);
    }
    node_remove(node);
}

static void join_words(struct markdown *m, struct node *first)
{
    if (first->next == NULL || first->next->kind != NODE_STR)
        return;
    struct out out = out_new(m->arena);
    out_raw(&out, first->text);
    while (first->next != NULL && first->next->kind == NODE_STR) {
        out_raw(&out, first->next->text);
        node_remove(first->next);
    }
    first->text = out_str(&out);
}

void markdown_fit_words(struct markdown *m, struct node *parent)
{
    for (struct node *node = parent->first, *next; node != NULL; node = next) {
        next = node->next;
        if (node->kind == NODE_STR && (node->text.len == 0 || has_white(node->text)))
            split_word(m, node);
    }
    for (struct node *node = parent->first; node != NULL; node = node->next)
        if (node->kind == NODE_STR)
            join_words(m, node);
}

/* ---- gaps ---- */

/* Whether a gap says nothing beside the one before it or the one behind it. */
static bool is_idle(const struct node *node)
{
    if (node->kind == NODE_SPACE)
        return markdown_is_gap(node->next) || is_break(node->prev);
    return node->kind == NODE_SOFT_BREAK && (is_break(node->prev) || is_break(node->next));
}

void markdown_fit_gaps(struct node *parent)
{
    for (struct node *node = parent->first, *next; node != NULL; node = next) {
        next = node->next;
        if (is_idle(node))
            node_remove(node);
    }
    if (!node_is_block(parent) && node_fact(parent->kind)->place != PLACE_PART)
        return;
    while (parent->first != NULL && parent->first->kind != NODE_LINE_BREAK
           && markdown_is_gap(parent->first))
        node_remove(parent->first);
    while (parent->last != NULL && parent->last->kind != NODE_LINE_BREAK
           && markdown_is_gap(parent->last))
        node_remove(parent->last);
}

void markdown_hoist_gaps(struct node *node)
{
    while (markdown_is_gap(node->first)) {
        struct node *gap = node->first;
        node_remove(gap);
        node_insert_before(node, gap);
    }
    while (markdown_is_gap(node->last)) {
        struct node *gap = node->last;
        node_remove(gap);
        node_insert_after(node, gap);
    }
}
