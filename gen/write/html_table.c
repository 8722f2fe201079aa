/* Tables, in a region that scrolls where they are wider than the column. */
#include "write/html_room.h"

/* Where in a table the writing is. */
struct table {
    const struct node *node;
    bool heads;      /* cells of the head */
    bool named_rows; /* the head's first cell is empty, so the first column names the rows */
};

static enum alignment alignment_of(const struct table *table, const struct node *cell,
                                   size_t column)
{
    if (cell->cell.alignment != ALIGN_DEFAULT || column >= table->node->table.count)
        return cell->cell.alignment;
    return table->node->table.columns[column].alignment;
}

/* What is set to the right is a column of numbers. */
static const char *class_of(enum alignment alignment)
{
    switch (alignment) {
    case ALIGN_RIGHT: return "number";
    case ALIGN_CENTER: return "center";
    case ALIGN_DEFAULT:
    case ALIGN_LEFT: break;
    }
    return NULL;
}

static const char *scope_of(const struct table *table, const struct node *cell, size_t column)
{
    if (node_is_empty(cell))
        return NULL;
    if (table->heads)
        return "col";
    return table->named_rows && column == 0 ? "row" : NULL;
}

static void put_cell(struct html *h, const struct table *table, const struct node *cell,
                     size_t column)
{
    const char *scope = scope_of(table, cell, column);
    const char *element = scope != NULL ? "th" : "td";
    out_fmt(h->out, "<%s", element);
    html_put_attrs(h, cell, class_of(alignment_of(table, cell, column)), NULL);
    if (scope != NULL)
        out_put_attr(h->out, "scope", str_from(scope));
    if (cell->cell.columns > 1)
        out_fmt(h->out, " colspan=\"%d\"", cell->cell.columns);
    if (cell->cell.rows > 1)
        out_fmt(h->out, " rowspan=\"%d\"", cell->cell.rows);
    out_char(h->out, '>');
    html_put_children(h, cell);
    out_fmt(h->out, "</%s>", element);
}

static void put_row(struct html *h, const struct table *table, const struct node *row)
{
    size_t column = 0;
    out_c(h->out, "<tr");
    html_put_attrs(h, row, NULL, NULL);
    out_char(h->out, '>');
    for (const struct node *cell = row->first; cell != NULL; cell = cell->next) {
        put_cell(h, table, cell, column);
        column += cell->cell.columns > 1 ? (size_t)cell->cell.columns : 1;
    }
    out_c(h->out, "</tr>\n");
}

static void put_rows(struct html *h, struct table *table, const struct node *part,
                     const char *element)
{
    if (part->first == NULL || (part->kind == NODE_TABLE_HEAD && node_is_empty(part)))
        return;
    table->heads = part->kind == NODE_TABLE_HEAD;
    out_fmt(h->out, "<%s>\n", element);
    for (const struct node *row = part->first; row != NULL; row = row->next)
        put_row(h, table, row);
    out_fmt(h->out, "</%s>\n", element);
}

static bool has_named_rows(const struct node *table)
{
    for (const struct node *part = table->first; part != NULL; part = part->next)
        if (part->kind == NODE_TABLE_HEAD && part->first != NULL && part->first->first != NULL)
            return !node_is_empty(part) && node_is_empty(part->first->first);
    return false;
}

static const struct node *find_caption(const struct node *table)
{
    for (const struct node *part = table->first; part != NULL; part = part->next)
        if (part->kind == NODE_CAPTION)
            return part;
    return NULL;
}

/*
 * What the region is called: the caption, or "Table"
 * and which one, since no two may have one name.
 */
static struct str name_of(struct html *h, const struct node *caption)
{
    h->tables++;
    if (caption != NULL && !node_is_empty(caption))
        return node_plain_str(h->arena, caption);
    return str_fmt(h->arena, "%.*s (%zu)", STR_ARG(word(h->words, "table")), h->tables);
}

static void put_parts(struct html *h, const struct node *node)
{
    struct table table = {.node = node, .named_rows = has_named_rows(node)};
    for (const struct node *part = node->first; part != NULL; part = part->next) {
        if (part->kind == NODE_TABLE_HEAD)
            put_rows(h, &table, part, "thead");
        else if (part->kind == NODE_TABLE_BODY)
            put_rows(h, &table, part, "tbody");
        else if (part->kind == NODE_TABLE_FOOT)
            put_rows(h, &table, part, "tfoot");
    }
}

void html_put_table(struct html *h, const struct node *node)
{
    const struct node *caption = find_caption(node);
    out_c(h->out, "<div class=\"scroll\" role=\"region\"");
    out_put_attr(h->out, "aria-label", name_of(h, caption));
    out_c(h->out, " tabindex=\"0\"><table");
    html_put_attrs(h, node, NULL, NULL);
    out_char(h->out, '>');
    if (node->number.len != 0 || (caption != NULL && !node_is_empty(caption))) {
        out_c(h->out, "<caption>");
        html_put_caption(h, caption, "table_n", node->number);
        out_c(h->out, "</caption>\n");
    }
    put_parts(h, node);
    out_c(h->out, "</table></div>\n");
    if (h->roll != NULL && node_id(node).len != 0)
        roll_add(h->arena, h->roll, CARRIED_TABLE, node_id(node), node->number);
}
