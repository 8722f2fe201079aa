/* Tables. */
#include <string.h>

#include "read/reader.h"

static enum alignment alignment_of(uint8_t letter)
{
    return letter == 'l' ? ALIGN_LEFT
        : letter == 'r'  ? ALIGN_RIGHT
        : letter == 'c'  ? ALIGN_CENTER
                         : ALIGN_DEFAULT;
}

static size_t count_rows(cmark_node *table)
{
    size_t rows = 0;
    for (cmark_node *row = cmark_node_first_child(table); row != NULL; row = cmark_node_next(row))
        rows++;
    return rows;
}

/* A reader of tables fills short rows up, so a small file can hold a table that no machine can. */
static bool check_size(struct reader *reader, cmark_node *table, size_t columns)
{
    const struct limits *limits = &reader->config->limits;
    size_t rows = count_rows(table);
    if (columns > limits->table_columns) {
        struct diag *diag = reader_report(reader, DIAG_TOO_LARGE, block_span(reader, table),
                                          "the table has %zu columns; the limit is %zu", columns,
                                          limits->table_columns);
        diag_help(diag, "raise `table_columns` under `limits:` in gloss.yaml if it is meant");
        return false;
    }
    if (rows * columns > limits->table_cells) {
        struct diag *diag = reader_report(reader, DIAG_TOO_LARGE, block_span(reader, table),
                                          "the table has %zu cells; the limit is %zu",
                                          rows * columns, limits->table_cells);
        diag_help(diag, "raise `table_cells` under `limits:` in gloss.yaml if it is meant");
        return false;
    }
    return true;
}

/* ---- rows ---- */

/*
 * The bytes of the next cell of a row, without the
 * white space around it; `*at` goes behind its `|`.
 */
static void next_cell(const struct reader *reader, size_t *at, struct cursor *cell)
{
    size_t start = *at, end = start;
    /* A backslash before it keeps a `|` in its cell, even where another stands before that. */
    while (end < cell->end
           && (reader->text.at[end] != '|' || (end > start && reader->text.at[end - 1] == '\\')))
        end++;
    *at = end < cell->end ? end + 1 : cell->end;
    while (start < end && (reader->text.at[start] == ' ' || reader->text.at[start] == '\t'))
        start++;
    while (end > start && (reader->text.at[end - 1] == ' ' || reader->text.at[end - 1] == '\t'))
        end--;
    cell->at = cell->start = start;
    cell->end = end;
}

static void put_cell(struct reader *reader, struct cursor cell, cmark_node *from,
                     enum alignment alignment, struct node *row)
{
    struct node *node =
        node_new(reader->arena, NODE_CELL, reader_span(reader, cell.start, cell.end));
    node->cell.alignment = alignment;
    node_append(row, node);
    if (cmark_node_first_child(from) == NULL)
        return;
    struct node *plain = node_new(reader->arena, NODE_PLAIN, node->span);
    node_append(node, plain);
    translate_inlines(reader, &cell, from, plain);
    settle_inlines(reader, plain);
}

static int row_line(cmark_node *from)
{
    return cmark_gfm_extensions_get_table_row_is_header(from) ? table_line(cmark_node_parent(from))
                                                              : cmark_node_get_start_line(from);
}

static size_t row_start(const struct reader *reader, cmark_node *from, int line)
{
    size_t start = line_start(reader, line), end = line_end(reader, line);
    if (cmark_gfm_extensions_get_table_row_is_header(from))
        start = block_start(reader, cmark_node_parent(from));
    size_t at = skip_prefix(reader, start, end, reader->quotes);
    return at < end && reader->text.at[at] == '|' ? at + 1 : at;
}

static void put_row(struct reader *reader, cmark_node *from, const struct node *table,
                    struct node *to)
{
    int line = row_line(from);
    size_t at = row_start(reader, from, line), end = line_end(reader, line), column = 0;
    struct node *row = node_new(reader->arena, NODE_ROW, reader_span(reader, at, end));
    node_append(to, row);
    for (cmark_node *cell = cmark_node_first_child(from); cell != NULL;
         cell = cmark_node_next(cell)) {
        struct cursor cursor = {.end = end, .quotes = reader->quotes, .cell = true};
        next_cell(reader, &at, &cursor);
        enum alignment alignment =
            column < table->table.count ? table->table.columns[column].alignment : ALIGN_DEFAULT;
        put_cell(reader, cursor, cell, alignment, row);
        column++;
    }
}

/* ---- the table ---- */

static void put_columns(struct reader *reader, cmark_node *from, size_t count, struct node *table)
{
    uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(from);
    table->table.columns = ARENA_ARRAY(reader->arena, count, struct column);
    table->table.count = count;
    for (size_t i = 0; i < count && alignments != NULL; i++)
        table->table.columns[i].alignment = alignment_of(alignments[i]);
}

static void put_rows(struct reader *reader, cmark_node *from, struct node *table)
{
    struct node *head = node_new(reader->arena, NODE_TABLE_HEAD, table->span);
    struct node *body = node_new(reader->arena, NODE_TABLE_BODY, table->span);
    node_append(table, head);
    node_append(table, body);
    for (cmark_node *row = cmark_node_first_child(from); row != NULL; row = cmark_node_next(row))
        put_row(reader, row, table,
                cmark_gfm_extensions_get_table_row_is_header(row) ? head : body);
}

void translate_table(struct reader *reader, cmark_node *from, struct node *to)
{
    enum { LEVELS = 5 }; /* from a table down to the paragraph of a cell */
    size_t columns = cmark_gfm_extensions_get_table_columns(from);
    if (strcmp(cmark_node_get_type_string(from), "table") != 0 || !check_size(reader, from, columns)
        || !enter_depth(reader, block_span(reader, from)))
        return;
    struct node *table = node_new(reader->arena, NODE_TABLE, block_span(reader, from));
    node_append(to, table);
    put_columns(reader, from, columns, table);
    reader->depth += LEVELS;
    put_rows(reader, from, table);
    reader->depth -= LEVELS;
    leave_depth(reader);
}
