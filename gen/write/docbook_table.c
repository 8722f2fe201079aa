/* Tables, after the CALS model. */
#include "write/docbook_room.h"

enum { WIDEST = 10000 };

/* Where cells stand: for each column, how many rows are still taken by a cell from above. */
struct grid {
    struct arena *arena;
    LIST(size_t) taken;
    size_t column; /* the next, counted from 0 */
};

static bool is_taken(const struct grid *grid, size_t column)
{
    return column < grid->taken.count && grid->taken.at[column] > 0;
}

static size_t spanned(int n)
{
    return n < 1 ? 1 : n > WIDEST ? WIDEST : (size_t)n;
}

/* Put a cell at the next free place; it ends where a cell from above is in its way. */
static size_t place_cell(struct grid *grid, const struct node *cell, size_t rows, size_t *width)
{
    while (is_taken(grid, grid->column))
        grid->column++;
    size_t start = grid->column;
    size_t end = start + spanned(cell->cell.columns);
    while (grid->column < end && grid->column < WIDEST && !is_taken(grid, grid->column)) {
        while (grid->taken.count <= grid->column)
            *LIST_ADD(&grid->taken, grid->arena) = 0;
        grid->taken.at[grid->column++] = rows;
    }
    *width = grid->column - start;
    return start;
}

static void end_row(struct grid *grid)
{
    for (size_t i = 0; i < grid->taken.count; i++)
        grid->taken.at[i] -= grid->taken.at[i] > 0;
    grid->column = 0;
}

/* The rows that a cell takes: no more than its part of the table has. */
static size_t rows_of(const struct node *cell)
{
    size_t rows = 1;
    for (const struct node *row = cell->parent->next;
         row != NULL && rows < spanned(cell->cell.rows); row = row->next)
        rows++;
    return rows;
}

static void measure_part(struct grid *grid, const struct node *part)
{
    size_t width;
    for (const struct node *row = part->first; row != NULL; row = row->next) {
        for (const struct node *cell = row->first; cell != NULL; cell = cell->next)
            place_cell(grid, cell, rows_of(cell), &width);
        end_row(grid);
    }
}

static size_t count_columns(struct docbook *d, const struct node *table)
{
    struct grid grid = {.arena = d->arena};
    for (const struct node *part = table->first; part != NULL; part = part->next)
        if (part->kind != NODE_CAPTION)
            measure_part(&grid, part);
    return grid.taken.count > table->table.count ? grid.taken.count : table->table.count;
}

/* ---- cells ---- */

static struct str align(enum alignment alignment)
{
    switch (alignment) {
    case ALIGN_LEFT: return STR("left");
    case ALIGN_RIGHT: return STR("right");
    case ALIGN_CENTER: return STR("center");
    case ALIGN_DEFAULT: break;
    }
    return STR_NONE;
}

static bool is_one_line(const struct node *cell)
{
    const struct node *only = cell->first;
    if (only == NULL || only->next != NULL)
        return only == NULL;
    if ((only->kind != NODE_PLAIN && only->kind != NODE_PARA) || !attr_is_empty(only->attr))
        return false;
    for (const struct node *at = only; at != NULL; at = node_next(only, at))
        if (at->kind == NODE_LINE_BREAK)
            return false;
    return true;
}

static void put_cell(struct docbook *d, struct grid *grid, const struct node *cell)
{
    size_t width, rows = rows_of(cell);
    size_t start = place_cell(grid, cell, rows, &width);
    put_start(d, "entry", cell, NULL);
    if (width > 1)
        out_fmt(&d->out, " namest=\"c%zu\" nameend=\"c%zu\"", start + 1, start + width);
    if (rows > 1)
        out_fmt(&d->out, " morerows=\"%zu\"", rows - 1);
    out_put_attr(&d->out, "align", align(cell->cell.alignment));
    out_char(&d->out, '>');
    if (!is_one_line(cell))
        put_blocks(d, cell->first);
    else if (cell->first != NULL)
        put_inlines(d, cell->first);
    put_close(d, "entry");
}

static void put_row(struct docbook *d, struct grid *grid, const struct node *row)
{
    put_open(d, "row", row, NULL);
    for (const struct node *cell = row->first; cell != NULL; cell = cell->next)
        put_cell(d, grid, cell);
    if (row->first == NULL)
        out_c(&d->out, "<entry/>");
    end_row(grid);
    put_close(d, "row");
    out_char(&d->out, '\n');
}

/* ---- parts ---- */

static bool has_part(const struct node *table, enum node_kind kind)
{
    for (const struct node *part = table->first; part != NULL; part = part->next)
        if (part->kind == kind && part->first != NULL)
            return true;
    return false;
}

/* All parts of a kind as one: DocBook's tables have one body. */
static void put_part(struct docbook *d, const struct node *table, enum node_kind kind,
                     const char *element)
{
    struct grid grid = {.arena = d->arena};
    struct standing outer = d->at;
    d->at.in_foot = kind == NODE_TABLE_FOOT || outer.in_foot;
    put_open(d, element, NULL, NULL);
    for (const struct node *part = table->first; part != NULL; part = part->next)
        for (const struct node *row = part->first; part->kind == kind && row != NULL;
             row = row->next)
            put_row(d, &grid, row);
    if (!has_part(table, kind)) {
        out_c(&d->out, "<row><entry/></row>");
        say_simplified(d, table, "a table without a body has an empty row in DocBook");
    }
    d->at = outer;
    put_close(d, element);
    out_char(&d->out, '\n');
}

static void put_columns(struct docbook *d, const struct node *table, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        out_fmt(&d->out, "<colspec colname=\"c%zu\"", i + 1);
        if (i < table->table.count) {
            const struct column *column = &table->table.columns[i];
            if (column->width > 0 && column->width <= 1)
                out_fmt(&d->out, " colwidth=\"%d*\"", (int)(column->width * 1000));
            out_put_attr(&d->out, "align", align(column->alignment));
        }
        out_c(&d->out, "/>");
    }
    out_char(&d->out, '\n');
}

static void put_tgroup(struct docbook *d, const struct node *table)
{
    size_t columns = count_columns(d, table);
    out_fmt(&d->out, "<tgroup cols=\"%zu\">", columns > 0 ? columns : 1);
    put_columns(d, table, columns);
    if (has_part(table, NODE_TABLE_HEAD))
        put_part(d, table, NODE_TABLE_HEAD, "thead");
    if (has_part(table, NODE_TABLE_FOOT))
        put_part(d, table, NODE_TABLE_FOOT, "tfoot");
    put_part(d, table, NODE_TABLE_BODY, "tbody");
    put_close(d, "tgroup");
}

/*
 * A title makes a table formal, and a formal table holds fewer things: where it holds one of them
 * it has its caption after it. An informal table, on the other hand, may not stand in a formal one
 * at all; its cells are then a list.
 */
static void put_as_table(struct docbook *d, const struct node *table, bool has_title)
{
    struct standing outer = d->at;
    const char *element = has_title ? "table" : "informaltable";
    put_start(d, element, table, NULL);
    out_put_attr(&d->out, "xreflabel", table->number);
    out_char(&d->out, '>');
    put_line(d);
    enter_element(d, has_title ? nesting_excluded(TABLE) : 0);
    if (has_title)
        put_float_title(d, table);
    d->at.run_on = true;
    put_tgroup(d, table);
    d->at = outer;
    put_end(d, element);
}

static void put_as_list(struct docbook *d, const struct node *table)
{
    struct standing outer = d->at;
    put_start(d, "itemizedlist", table, "table");
    out_put_attr(&d->out, "xreflabel", table->number);
    out_char(&d->out, '>');
    enter_element(d, 0);
    size_t start = d->out.len;
    for (const struct node *at = table->first; at != NULL;) {
        if (at->kind == NODE_CELL) {
            put_open(d, "listitem", at, NULL);
            put_blocks(d, at->first);
            put_close(d, "listitem");
        }
        bool down = at->kind != NODE_CELL && at->kind != NODE_CAPTION;
        at = down ? node_next(table, at) : node_after(table, at);
    }
    if (d->out.len == start)
        out_c(&d->out, "<listitem><para/></listitem>");
    d->at = outer;
    put_end(d, "itemizedlist");
    say_simplified(d, table,
                   "DocBook has no such table inside a figure, a footnote or a table "
                   "with a caption; its cells are a list");
}

void put_table(struct docbook *d, const struct node *table)
{
    bool has_title = nesting_has_title(table) && (d->at.excluded & TABLE) == 0
        && (nesting_wanted_below(table) & nesting_excluded(TABLE)) == 0;
    if (has_title || (d->at.excluded & INFORMALTABLE) == 0)
        put_as_table(d, table, has_title);
    else
        put_as_list(d, table);
    if (node_id(table).len != 0)
        carry(d, CARRIED_TABLE, node_id(table), table->number);
    put_rest_of_caption(d, table, has_title);
}
