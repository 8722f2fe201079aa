/* Blocks as lines. */
#include "write/plain_room.h"

static void put_text(struct plain *p, const struct node *node)
{
    lines_begin(&p->lines);
    plain_put_inlines(p, node);
    lines_end(&p->lines);
}

static void put_lines(struct plain *p, const struct node *node)
{
    for (const struct node *line = node->first; line != NULL; line = line->next)
        put_text(p, line);
}

/* Blocks that stand further in, by `first` on their first line and `rest` on the others. */
static void put_within(struct plain *p, const struct node *parent, struct str first,
                       struct str rest)
{
    size_t mark = lines_enter(&p->lines, first, rest);
    plain_put_blocks(p, parent);
    if (p->lines.begun)
        lines_end(&p->lines);
    lines_leave(&p->lines, mark);
}

static void put_loose(struct plain *p, const struct node *parent, struct str indent)
{
    bool tight = p->tight;
    p->tight = false;
    put_within(p, parent, indent, indent);
    p->tight = tight;
}

static void put_code(struct plain *p, const struct node *node)
{
    size_t mark = lines_enter(&p->lines, lines_spaces(4), lines_spaces(4));
    lines_put_text(&p->lines, node->text);
    lines_leave(&p->lines, mark);
}

static void put_rule(struct plain *p)
{
    lines_begin(&p->lines);
    out_c(p->lines.out, "------------------------------------------------------------------------");
    lines_end(&p->lines);
}

/* ---- lists ---- */

static bool is_tight(const struct node *list)
{
    for (const struct node *item = list->first; item != NULL; item = item->next)
        for (const struct node *block = item->first; block != NULL; block = block->next)
            if (block->kind == NODE_PARA)
                return false;
    return true;
}

static struct str marker_of(struct plain *p, const struct node *item, size_t index)
{
    const struct node *list = item->parent;
    struct str task = node_attr(item, "task");
    if (list->kind == NODE_ORDERED_LIST)
        return str_fmt(p->arena, "%lld%s ", (long long)list->list.start + (long long)index,
                       list->list.delimiter == DELIMITER_ONE_PAREN ? ")" : ".");
    if (task.len != 0)
        return str_is(task, "done") ? STR("- ☒ ") : STR("- ☐ ");
    return STR("- ");
}

static size_t width_of(const struct node *item, struct str marker)
{
    return item->parent->kind == NODE_ORDERED_LIST ? marker.len : 2;
}

static void put_list(struct plain *p, const struct node *list)
{
    bool outer = p->tight, tight = is_tight(list);
    size_t index = 0;
    for (const struct node *item = list->first; item != NULL; item = item->next, index++) {
        struct str marker = marker_of(p, item, index);
        if (item->prev != NULL && !tight)
            lines_end(&p->lines);
        p->tight = tight;
        put_within(p, item, marker, lines_spaces(width_of(item, marker)));
    }
    p->tight = outer;
}

static void put_definitions(struct plain *p, const struct node *list)
{
    for (const struct node *node = list->first; node != NULL; node = node->next) {
        if (node->prev != NULL)
            lines_end(&p->lines);
        if (node->kind == NODE_DEFINITION)
            put_loose(p, node, lines_spaces(4));
        else
            put_text(p, node);
    }
}

/* ---- one block ---- */

static bool is_silent(const struct node *node)
{
    return node->kind == NODE_RAW_BLOCK || node->kind == NODE_CAPTION
        || (node->first == NULL && node_fact(node->kind)->holds != HOLDS_NOTHING);
}

static void put_figure(struct plain *p, const struct node *node)
{
    const struct node *caption = node_child(node, NODE_CAPTION);
    plain_put_blocks(p, node);
    if (caption == NULL || caption->first == NULL)
        return;
    lines_end(&p->lines);
    put_loose(p, caption, lines_spaces(2));
}

static void put_block(struct plain *p, const struct node *node)
{
    switch (node->kind) {
    case NODE_PLAIN:
    case NODE_PARA:
    case NODE_HEADER: put_text(p, node); break;
    case NODE_LINE_BLOCK: put_lines(p, node); break;
    case NODE_CODE_BLOCK: put_code(p, node); break;
    case NODE_BLOCK_QUOTE: put_loose(p, node, lines_spaces(2)); break;
    case NODE_ORDERED_LIST:
    case NODE_BULLET_LIST: put_list(p, node); break;
    case NODE_DEFINITION_LIST: put_definitions(p, node); break;
    case NODE_HORIZONTAL_RULE: put_rule(p); break;
    case NODE_TABLE: plain_put_table(p, node); break;
    case NODE_FIGURE: put_figure(p, node); break;
    case NODE_RAW_BLOCK: break; /* for another format */
    case NODE_DIV:
    case NODE_STR:
    case NODE_EMPH:
    case NODE_UNDERLINE:
    case NODE_STRONG:
    case NODE_STRIKEOUT:
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT:
    case NODE_SMALL_CAPS:
    case NODE_QUOTED:
    case NODE_CITE:
    case NODE_CODE:
    case NODE_SPACE:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_MATH:
    case NODE_RAW_INLINE:
    case NODE_LINK:
    case NODE_IMAGE:
    case NODE_NOTE:
    case NODE_SPAN:
    case NODE_BLOCKS:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_ITEM:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT:
    case NODE_ROW:
    case NODE_CELL: plain_put_blocks(p, node); break;
    }
}

void plain_put_blocks(struct plain *p, const struct node *parent)
{
    bool begun = false;
    for (const struct node *node = parent->first; node != NULL; node = node->next) {
        if (is_silent(node))
            continue;
        if (begun && !p->tight)
            lines_end(&p->lines);
        put_block(p, node);
        begun = true;
    }
}
