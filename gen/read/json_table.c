/* Tables of pandoc's JSON, of the long form and of the short one before 1.21. */
#include <limits.h>

#include "model/names.h"
#include "read/json_room.h"

void json_put_caption(struct json_reader *r, const struct json_at *at, struct node *to)
{
    if (!json_is_tuple(r, at, 2, "[short caption, blocks]") || !json_enter(r))
        return;
    struct json_at brief = json_item(at, 0), blocks = json_item(at, 1);
    struct node *caption = json_add(r, NODE_CAPTION, to);
    if (!json_is_null(brief.value)) {
        caption->brief = json_add(r, NODE_INLINES, NULL);
        json_put_inlines(r, &brief, caption->brief);
    }
    json_put_blocks(r, &blocks, caption);
    if (caption->first == NULL && caption->brief == NULL)
        node_remove(caption);
    json_leave(r);
}

static enum alignment take_alignment(struct json_reader *r, const struct json_at *at)
{
    return (enum alignment)json_name(r, at, alignment_names, ALIGNMENT_COUNT, "an alignment");
}

static double take_share(struct json_reader *r, const struct json_at *at)
{
    double share = json_number_value(at->value);
    if (!json_is_number(at->value) || !(share >= 0 && share <= 1000))
        json_refuse(r, at, "a width as a share of the whole");
    return share;
}

static double take_width(struct json_reader *r, const struct json_at *at)
{
    static const char *const names[] = {"ColWidth", "ColWidthDefault"};
    if (json_name(r, at, names, 2, "a width of a column") != 0)
        return 0;
    struct json_at c = json_member(r, at, "c");
    return take_share(r, &c);
}

static void take_columns(struct json_reader *r, const struct json_at *at, struct node *table)
{
    size_t count = json_count(r, at, "a list of columns");
    table->table.columns = ARENA_ARRAY(r->arena, count, struct column);
    table->table.count = count;
    for (size_t i = 0; i < count && !r->failed; i++) {
        struct json_at column = json_item(at, i);
        if (!json_is_tuple(r, &column, 2, "[alignment, width]"))
            return;
        struct json_at alignment = json_item(&column, 0), width = json_item(&column, 1);
        table->table.columns[i].alignment = take_alignment(r, &alignment);
        table->table.columns[i].width = take_width(r, &width);
    }
}

static void put_cell(struct json_reader *r, const struct json_at *at, struct node *row)
{
    if (!json_is_tuple(r, at, 5, "[attributes, alignment, rows, columns, blocks]")
        || !json_enter(r))
        return;
    struct node *cell = json_add(r, NODE_CELL, row);
    struct json_at attr = json_item(at, 0), alignment = json_item(at, 1), rows = json_item(at, 2),
                   columns = json_item(at, 3), blocks = json_item(at, 4);
    cell->attr = json_attr(r, &attr);
    cell->cell.alignment = take_alignment(r, &alignment);
    cell->cell.rows = json_number(r, &rows, 1, "a number of rows from 1 on");
    cell->cell.columns = json_number(r, &columns, 1, "a number of columns from 1 on");
    json_put_blocks(r, &blocks, cell);
    json_leave(r);
}

static void put_row(struct json_reader *r, const struct json_at *at, struct node *to)
{
    if (!json_is_tuple(r, at, 2, "[attributes, cells]") || !json_enter(r))
        return;
    struct node *row = json_add(r, NODE_ROW, to);
    struct json_at attr = json_item(at, 0), cells = json_item(at, 1);
    row->attr = json_attr(r, &attr);
    for (size_t i = 0; i < json_count(r, &cells, "a list of cells") && !r->failed; i++) {
        struct json_at cell = json_item(&cells, i);
        put_cell(r, &cell, row);
    }
    json_leave(r);
}

/* Gives how many there were. */
static int put_rows(struct json_reader *r, const struct json_at *at, struct node *to)
{
    size_t count = json_count(r, at, "a list of rows");
    for (size_t i = 0; i < count && !r->failed; i++) {
        struct json_at row = json_item(at, i);
        put_row(r, &row, to);
    }
    return count < INT_MAX ? (int)count : INT_MAX;
}

/* A head or a foot. */
static void put_ends(struct json_reader *r, const struct json_at *at, enum node_kind kind,
                     struct node *table)
{
    if (!json_is_tuple(r, at, 2, "[attributes, rows]") || !json_enter(r))
        return;
    struct json_at attr = json_item(at, 0), rows = json_item(at, 1);
    struct node *part = json_add(r, kind, table);
    part->attr = json_attr(r, &attr);
    put_rows(r, &rows, part);
    json_leave(r);
}

static void put_body(struct json_reader *r, const struct json_at *at, struct node *table)
{
    if (!json_is_tuple(r, at, 4, "[attributes, columns of heads, rows, rows]") || !json_enter(r))
        return;
    struct json_at attr = json_item(at, 0), columns = json_item(at, 1), heads = json_item(at, 2),
                   rows = json_item(at, 3);
    struct node *body = json_add(r, NODE_TABLE_BODY, table);
    body->attr = json_attr(r, &attr);
    body->body.head_columns = json_number(r, &columns, 0, "a number of columns");
    body->body.head_rows = put_rows(r, &heads, body);
    put_rows(r, &rows, body);
    json_leave(r);
}

/* ---- the short form: [caption, alignments, widths, head, rows] ---- */

static void take_short_columns(struct json_reader *r, const struct json_at *alignments,
                               const struct json_at *widths, struct node *table)
{
    size_t count = json_count(r, alignments, "a list of alignments");
    if (!json_is_tuple(r, widths, count, "a width for each column"))
        return;
    table->table.columns = ARENA_ARRAY(r->arena, count, struct column);
    table->table.count = count;
    for (size_t i = 0; i < count; i++) {
        struct json_at alignment = json_item(alignments, i), width = json_item(widths, i);
        table->table.columns[i].alignment = take_alignment(r, &alignment);
        table->table.columns[i].width = take_share(r, &width);
    }
}

/* A row is a list of cells, each a list of blocks. */
static void put_short_row(struct json_reader *r, const struct json_at *at, struct node *to)
{
    struct node *row = json_add(r, NODE_ROW, to);
    if (!json_enter(r))
        return;
    for (size_t i = 0; i < json_count(r, at, "a list of cells") && !r->failed; i++) {
        struct json_at cell = json_item(at, i);
        json_put_blocks(r, &cell, json_add(r, NODE_CELL, row));
    }
    json_leave(r);
}

/* A head whose cells are all empty is none. */
static void put_short_head(struct json_reader *r, const struct json_at *at, struct node *table)
{
    struct node *head = json_add(r, NODE_TABLE_HEAD, table);
    put_short_row(r, at, head);
    for (const struct node *cell = head->first->first; cell != NULL; cell = cell->next)
        if (cell->first != NULL)
            return;
    node_remove(head->first);
}

static void put_short_caption(struct json_reader *r, const struct json_at *at, struct node *table)
{
    struct node *caption = json_add(r, NODE_CAPTION, table);
    struct node *plain = json_add(r, NODE_PLAIN, caption);
    json_put_inlines(r, at, plain);
    if (plain->first == NULL)
        node_remove(caption);
}

static void put_short_table(struct json_reader *r, const struct json_at *at, struct node *table)
{
    struct json_at caption = json_item(at, 0), alignments = json_item(at, 1),
                   widths = json_item(at, 2), head = json_item(at, 3), rows = json_item(at, 4);
    put_short_caption(r, &caption, table);
    take_short_columns(r, &alignments, &widths, table);
    put_short_head(r, &head, table);
    struct node *body = json_add(r, NODE_TABLE_BODY, table);
    for (size_t i = 0; i < json_count(r, &rows, "a list of rows") && !r->failed; i++) {
        struct json_at row = json_item(&rows, i);
        put_short_row(r, &row, body);
    }
}

void json_put_table(struct json_reader *r, const struct json_at *at, struct node *table)
{
    if (json_is_array(at->value) && json_array_size(at->value) == 5) {
        put_short_table(r, at, table);
        return;
    }
    if (!json_is_tuple(r, at, 6, "[attributes, caption, columns, head, bodies, foot]"))
        return;
    struct json_at attr = json_item(at, 0), caption = json_item(at, 1), columns = json_item(at, 2),
                   head = json_item(at, 3), bodies = json_item(at, 4), foot = json_item(at, 5);
    table->attr = json_attr(r, &attr);
    json_put_caption(r, &caption, table);
    take_columns(r, &columns, table);
    put_ends(r, &head, NODE_TABLE_HEAD, table);
    for (size_t i = 0; i < json_count(r, &bodies, "a list of bodies") && !r->failed; i++) {
        struct json_at body = json_item(&bodies, i);
        put_body(r, &body, table);
    }
    put_ends(r, &foot, NODE_TABLE_FOOT, table);
}
