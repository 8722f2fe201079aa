/* The elements of a page in their order: runs of inlines between blocks. */
#include "read/document.h"
#include "read/markup_room.h"

struct span markup_span(const struct markup_reader *r, const struct html_node *from)
{
    return span_of(r->doc->source, from->offset, from->offset);
}

struct node *markup_add(struct markup_reader *r, enum node_kind kind, const struct html_node *from,
                        struct node *to)
{
    struct node *node = node_new(r->arena, kind, markup_span(r, from));
    if (to != NULL)
        node_append(to, node);
    return node;
}

bool markup_enter(struct markup_reader *r, const struct html_node *from, size_t levels)
{
    if (r->failed)
        return false;
    r->depth += levels;
    if (r->depth <= READ_DEPTH)
        return true;
    diag_add(r->diags, DIAG_TOO_DEEP, markup_span(r, from), "this is nested more than %d deep",
             READ_DEPTH);
    r->failed = true;
    return false;
}

void markup_leave(struct markup_reader *r, size_t levels)
{
    r->depth -= levels;
}

/* ---- inlines ---- */

static void put_space(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    markup_join(r, to, markup_add(r, NODE_SPACE, from, NULL));
}

/* A block where none may stand: its words. */
static void put_inside_out(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    put_space(r, from, to);
    markup_put_inlines(r, from, to);
    put_space(r, from, to);
}

static void put_inline(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    const struct markup_element *element = markup_element_of(from);
    if (from->name.len == 0)
        markup_put_words(r, from->text, from->offset, to);
    else if (markup_is_made(r, from, to))
        return;
    else if (element->block)
        put_inside_out(r, from, to);
    else if (element->put != NULL)
        element->put(r, from, to);
    else
        markup_put_inlines(r, from, to);
}

void markup_put_inlines(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    for (const struct html_node *child = from->first; child != NULL && !r->failed;
         child = child->next)
        put_inline(r, child, to);
}

/* ---- blocks ---- */

/* Where blocks go, and the run of inlines that has not become a paragraph yet. */
struct flow {
    struct node *to, *run;
    enum node_kind kind;
};

static void end_run(struct markup_reader *r, struct flow *flow)
{
    markup_trim(flow->run);
    if (flow->run->first == NULL)
        return;
    struct node *para = node_new(r->arena, flow->kind, flow->run->first->span);
    node_move_children(para, flow->run);
    node_append(flow->to, para);
}

static void put_flow(struct markup_reader *r, const struct html_node *from, struct flow *flow);

static void put_in_flow(struct markup_reader *r, const struct html_node *from, struct flow *flow)
{
    const struct markup_element *element = markup_element_of(from);
    if (!markup_holds_block(from)) {
        put_inline(r, from, flow->run);
        return;
    }
    if (element->block)
        end_run(r, flow);
    if (markup_is_made(r, from, flow->run))
        return;
    if (element->block && element->put != NULL)
        element->put(r, from, flow->to);
    else
        put_flow(r, from, flow);
    if (element->block)
        end_run(r, flow);
}

/* An inline element around blocks means nothing for them: it is as if it were not there. */
static void put_flow(struct markup_reader *r, const struct html_node *from, struct flow *flow)
{
    for (const struct html_node *child = from->first; child != NULL && !r->failed;
         child = child->next)
        put_in_flow(r, child, flow);
}

void markup_put_blocks(struct markup_reader *r, const struct html_node *from, struct node *to,
                       enum node_kind kind)
{
    struct flow flow = {to, markup_add(r, NODE_INLINES, from, NULL), kind};
    put_flow(r, from, &flow);
    end_run(r, &flow);
}

void markup_put_alone(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct html_node copy = *from;
    copy.next = NULL;
    struct html_node holder = {.first = &copy, .offset = from->offset};
    markup_put_blocks(r, &holder, to, NODE_PLAIN);
}

static bool is_set_apart(const struct node *block, bool in_list)
{
    switch ((int)block->kind) {
    case NODE_PARA:
    case NODE_CODE_BLOCK:
    case NODE_HEADER:
    case NODE_BLOCK_QUOTE: return true;
    case NODE_BULLET_LIST:
    case NODE_ORDERED_LIST:
    case NODE_DEFINITION_LIST: return !in_list;
    default: return false;
    }
}

void markup_settle_plains(struct node *holder, bool in_list)
{
    bool apart = false;
    for (const struct node *block = holder->first; block != NULL; block = block->next)
        apart = apart || is_set_apart(block, in_list);
    for (struct node *block = holder->first; apart && block != NULL; block = block->next)
        if (block->kind == NODE_PLAIN)
            block->kind = NODE_PARA;
}
