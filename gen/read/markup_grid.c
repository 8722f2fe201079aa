/* The columns of a table of HTML, and the cells that its short rows lack. */
#include "read/markup_room.h"

/* Rows in which cells may span one another: a head, the heads of a body, the rest, a foot. */
struct section {
    struct node *first;
    int count;
};

struct grid {
    struct markup_reader *r;
    struct node *table;
    size_t width;
    int *hanging; /* of each column: into how many more rows a cell from above reaches */
    size_t most;
};

/* ---- going through the rows ---- */

static int count_rows(const struct node *group)
{
    int count = 0;
    for (const struct node *row = group->first; row != NULL; row = row->next)
        count++;
    return count;
}

static bool refuse(struct grid *g, const char *what, size_t count, size_t limit, const char *key)
{
    struct markup_reader *r = g->r;
    if (!r->failed) {
        struct diag *diag = diag_add(r->diags, DIAG_TOO_LARGE, g->table->span,
                                     "the table has %zu %s; the limit is %zu", count, what, limit);
        diag_help(diag, "raise `%s` under `limits:` in gloss.yaml if it is meant", key);
    }
    r->failed = true;
    return false;
}

/* The first column from `column` on into which no cell from above reaches. */
static size_t skip_hanging(const struct grid *g, size_t column)
{
    while (column < g->most && g->hanging[column] > 0)
        column++;
    return column;
}

/* Put a cell at `*column`, which goes behind it; no cell reaches out of its section. */
static bool place_cell(struct grid *g, struct node *cell, int rows_left, size_t *column)
{
    size_t start = skip_hanging(g, *column), end = start + (size_t)cell->cell.columns;
    if (end > g->most)
        return refuse(g, "columns", end, g->most, "table_columns");
    if (cell->cell.rows > rows_left)
        cell->cell.rows = rows_left;
    for (size_t i = start; i < end; i++)
        g->hanging[i] = cell->cell.rows;
    *column = end;
    g->width = end > g->width ? end : g->width;
    return true;
}

static void end_row(struct grid *g)
{
    for (size_t i = 0; i < g->width; i++)
        g->hanging[i] -= g->hanging[i] > 0;
}

static bool fill_row(struct grid *g, struct node *row, size_t column)
{
    size_t most = g->r->doc->site->config.limits.table_cells;
    for (size_t i = skip_hanging(g, column); i < g->width; i = skip_hanging(g, i + 1)) {
        struct node *cell = node_new(g->r->arena, NODE_CELL, row->span);
        cell->cell.rows = cell->cell.columns = 1;
        node_append(row, cell);
        if (++g->r->added_cells > most)
            return refuse(g, "cells that are left out", g->r->added_cells, most, "table_cells");
    }
    return true;
}

/* Measure a section or, the second time, fill it. */
static bool walk_section(struct grid *g, struct section section, bool fill)
{
    struct node *row = section.first;
    for (int i = section.count; i > 0; i--, row = row->next) {
        size_t column = 0;
        for (struct node *cell = row->first; cell != NULL; cell = cell->next)
            if (!place_cell(g, cell, i, &column))
                return false;
        if (fill && !fill_row(g, row, column))
            return false;
        end_row(g);
    }
    return true;
}

static bool walk_group(struct grid *g, struct node *group, bool fill)
{
    int count = count_rows(group), heads = 0;
    struct node *rest = group->first;
    if (group->kind == NODE_TABLE_BODY)
        for (; heads < group->body.head_rows && rest != NULL; heads++)
            rest = rest->next;
    return walk_section(g, (struct section){group->first, heads}, fill)
        && walk_section(g, (struct section){rest, count - heads}, fill);
}

static bool walk_table(struct grid *g, bool fill)
{
    for (struct node *group = g->table->first; group != NULL; group = group->next)
        if (group->kind != NODE_CAPTION && !walk_group(g, group, fill))
            return false;
    return true;
}

/* ---- columns ---- */

static bool has_line_break(const struct node *root)
{
    for (const struct node *node = root; node != NULL; node = node_next(root, node))
        if (node->kind == NODE_LINE_BREAK)
            return true;
    return false;
}

/* A cell of one line or none. */
static bool is_simple(const struct node *cell)
{
    const struct node *only = cell->first;
    return only == NULL
        || (only->next == NULL && (only->kind == NODE_PLAIN || only->kind == NODE_PARA)
            && !has_line_break(only));
}

static bool all_simple(const struct node *table)
{
    const struct node *node = table->first;
    while (node != NULL) {
        if (node->kind == NODE_CELL && !is_simple(node))
            return false;
        bool skip = node->kind == NODE_CELL || node->kind == NODE_CAPTION;
        node = skip ? node_after(table, node) : node_next(table, node);
    }
    return true;
}

static void set_widths(const struct grid *g, const double *widths, size_t count)
{
    bool simple = count != 0 || all_simple(g->table);
    for (size_t i = 0; i < g->width; i++)
        g->table->table.columns[i].width = i < count ? widths[i]
            : simple                                 ? 0
                                                     : 1 / (double)g->width;
}

/* The first row of the first body that has one, behind its heads. */
static const struct node *first_body_row(const struct node *table)
{
    for (const struct node *group = table->first; group != NULL; group = group->next) {
        if (group->kind != NODE_TABLE_BODY)
            continue;
        const struct node *row = group->first;
        for (int i = group->body.head_rows; i > 0 && row != NULL; i--)
            row = row->next;
        if (row != NULL)
            return row;
    }
    return NULL;
}

static void set_alignments(const struct grid *g)
{
    const struct node *row = first_body_row(g->table);
    size_t column = 0;
    for (const struct node *cell = row != NULL ? row->first : NULL; cell != NULL; cell = cell->next)
        for (int i = cell->cell.columns; i > 0 && column < g->width; i--)
            g->table->table.columns[column++].alignment = cell->cell.alignment;
}

void markup_finish_table(struct markup_reader *r, struct node *table, const double *widths,
                         size_t width_count, struct node *to)
{
    size_t most = r->doc->site->config.limits.table_columns;
    struct grid g = {
        .r = r, .table = table, .hanging = ARENA_ARRAY(r->arena, most, int), .most = most};
    if (!walk_table(&g, false))
        return;
    if (g.width == 0) {
        struct node *caption = node_child(table, NODE_CAPTION);
        if (caption != NULL)
            node_move_children(to, caption);
        return;
    }
    table->table.columns = ARENA_ARRAY(r->arena, g.width, struct column);
    table->table.count = g.width;
    set_widths(&g, widths, width_count);
    set_alignments(&g);
    if (walk_table(&g, true))
        node_append(to, table);
}
