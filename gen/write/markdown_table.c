/* Tables between pipes: a head of one row, cells of one paragraph. */
#include <stdint.h>

#include "write/markdown_room.h"

/* A table on its way, and how many more rows the cell above reaches into each column. */
struct grid {
    struct markdown *m;
    const struct node *table;
    size_t columns;
    int *below;
    bool headed; /* the line under the head is written */
};

/* ---- what is lost ---- */

static void check_cell(struct grid *g, const struct node *cell)
{
    if (cell->cell.rows > 1 || cell->cell.columns > 1)
        markdown_simplify(g->m, cell,
                          "a cell over several rows or columns is followed by empty ones");
    if (!attr_is_empty(cell->attr))
        markdown_simplify(g->m, cell, "parts of a table have no attributes");
}

static void check_part(struct markdown *m, const struct node *part)
{
    if (!attr_is_empty(part->attr))
        markdown_simplify(m, part, "parts of a table have no attributes");
    if (part->kind == NODE_TABLE_FOOT && part->first != NULL)
        markdown_simplify(m, part, "the foot of a table is its last rows");
    if (part->kind == NODE_TABLE_BODY
        && (part->body.head_rows != 0 || part->body.head_columns != 0))
        markdown_simplify(m, part, "a table's head is its first row alone");
    if (part->kind == NODE_TABLE_BODY && part->prev != NULL && part->prev->kind == NODE_TABLE_BODY)
        markdown_simplify(m, part, "a table has one body");
    if (part->kind == NODE_TABLE_HEAD && part->first != part->last)
        markdown_simplify(m, part, "a table's head is its first row alone");
}

static void check_columns(struct markdown *m, const struct node *table)
{
    for (size_t i = 0; i < table->table.count; i++)
        if (table->table.columns[i].width > 0)
            markdown_simplify(m, table, "columns are as wide as they want");
}

/* ---- cells ---- */

/* Blocks as one line: their texts, with line breaks between them. */
static void put_flat(struct markdown *m, const struct node *node, bool *begun)
{
    bool text = node->kind == NODE_CODE_BLOCK || node->kind == NODE_RAW_BLOCK;
    bool inlines = node_fact(node->kind)->holds == HOLDS_INLINES;
    if ((text || inlines) && *begun)
        out_c(m->out, "<br>");
    if (inlines)
        markdown_put_inlines(m, node);
    else if (text)
        markdown_put_text(m, str_trim(node->text), false);
    *begun = *begun || text || inlines;
    for (const struct node *child = node->first; child != NULL && !inlines; child = child->next)
        put_flat(m, child, begun);
}

static void put_content(struct markdown *m, const struct node *cell)
{
    const struct node *only = cell->first;
    bool begun = false;
    if (only != NULL
        && (only->next != NULL || (only->kind != NODE_PLAIN && only->kind != NODE_PARA)))
        markdown_simplify(m, cell, "a cell of several blocks is one line");
    put_flat(m, cell, &begun);
}

/* What is not text (targets, attributes, code) keeps its `|` by a backslash. */
static void put_cell(struct grid *g, const struct node *cell)
{
    struct markdown *m = g->m;
    size_t start = m->out->len;
    check_cell(g, cell);
    m->start = start;
    put_content(m, cell);
    struct str text = str_keep(m->arena, str_slice(out_str(m->out), start, m->out->len));
    m->out->len = start;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '|')
            out_char(m->out, '\\');
        out_char(m->out, text.at[i]);
    }
    m->closed = SIZE_MAX;
}

/* ---- rows ---- */

/* The cell that stands in the column; NULL where one above or before it reaches into it. */
static const struct node *take_cell(struct grid *g, size_t column, const struct node **next,
                                    int *covered)
{
    if (g->below[column] > 0) {
        g->below[column]--;
        return NULL;
    }
    if (*covered > 0) {
        --*covered;
        return NULL;
    }
    const struct node *cell = *next;
    if (cell == NULL)
        return NULL;
    *next = cell->next;
    *covered = cell->cell.columns - 1;
    for (int i = 0; i < cell->cell.columns && column + (size_t)i < g->columns; i++)
        g->below[column + (size_t)i] = i == 0 ? cell->cell.rows - 1 : g->below[column + (size_t)i];
    return cell;
}

static void put_head_line(struct grid *g)
{
    static const char *const lines[] = {" --- |", " :-- |", " --: |", " :-: |"};
    struct markdown *m = g->m;
    lines_begin(&m->lines);
    out_char(m->out, '|');
    for (size_t i = 0; i < g->columns; i++)
        out_c(m->out,
              i < g->table->table.count ? lines[g->table->table.columns[i].alignment]
                                        : lines[ALIGN_DEFAULT]);
    lines_end(&m->lines);
    g->headed = true;
}

static void put_row(struct grid *g, const struct node *row)
{
    struct markdown *m = g->m;
    const struct node *next = row != NULL ? row->first : NULL;
    int covered = 0;
    lines_begin(&m->lines);
    out_char(m->out, '|');
    for (size_t i = 0; i < g->columns; i++) {
        const struct node *cell = take_cell(g, i, &next, &covered);
        out_char(m->out, ' ');
        if (cell != NULL && cell->first != NULL) {
            put_cell(g, cell);
            out_char(m->out, ' ');
        }
        out_char(m->out, '|');
    }
    lines_end(&m->lines);
    if (!g->headed)
        put_head_line(g);
}

static size_t count_cells(const struct node *row)
{
    size_t count = 0;
    for (const struct node *cell = row->first; cell != NULL; cell = cell->next)
        count++;
    return count;
}

static size_t count_columns(const struct node *table)
{
    size_t most = table->table.count;
    for (const struct node *part = table->first; part != NULL; part = part->next) {
        if (part->kind == NODE_CAPTION)
            continue;
        for (const struct node *row = part->first; row != NULL; row = row->next)
            most = count_cells(row) > most ? count_cells(row) : most;
    }
    return most;
}

/* ---- the table ---- */

static void put_rows(struct grid *g)
{
    const struct node *head = node_child(g->table, NODE_TABLE_HEAD);
    if (head == NULL || head->first == NULL) {
        markdown_simplify(g->m, g->table, "a table without a head gets an empty one");
        put_row(g, NULL);
    }
    for (const struct node *part = g->table->first; part != NULL; part = part->next) {
        if (part->kind == NODE_CAPTION)
            continue;
        check_part(g->m, part);
        for (const struct node *row = part->first; row != NULL; row = row->next) {
            if (!attr_is_empty(row->attr))
                markdown_simplify(g->m, row, "parts of a table have no attributes");
            put_row(g, row);
        }
    }
}

static void put_caption(struct markdown *m, const struct node *table)
{
    const struct node *caption = node_child(table, NODE_CAPTION);
    struct str attr = markdown_attr(m, table, 0);
    bool begun = false;
    if (attr.len == 0 && (caption == NULL || caption->first == NULL))
        return;
    if (!m->tight)
        lines_end(&m->lines);
    lines_begin(&m->lines);
    out_c(m->out, ": ");
    m->start = 0;
    m->one_line = true;
    if (caption != NULL) {
        if (caption->first != caption->last || caption->brief != NULL)
            markdown_simplify(m, caption, "the caption of a table is one paragraph");
        put_flat(m, caption, &begun);
    }
    m->one_line = false;
    if (attr.len == 0 && str_ends(out_str(m->out), STR("}"))) /* these are not the table's */
        markdown_part(m);
    out_fmt(m->out, begun && attr.len != 0 ? " %.*s" : "%.*s", STR_ARG(attr));
    lines_end(&m->lines);
}

void markdown_put_table(struct markdown *m, const struct node *table)
{
    struct grid grid = {.m = m, .table = table, .columns = count_columns(table)};
    if (grid.columns == 0) {
        markdown_simplify(m, table, "a table without columns is left out");
        return;
    }
    check_columns(m, table);
    grid.below = ARENA_ARRAY(m->arena, grid.columns, int);
    m->one_line = m->cell = true;
    put_rows(&grid);
    m->one_line = m->cell = false;
    put_caption(m, table);
}
