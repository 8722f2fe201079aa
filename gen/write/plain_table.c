/* Tables in columns that are as wide as their widest cell. */
#include "base/utf8.h"
#include "write/plain_room.h"

static struct str cell_text(struct plain *p, const struct node *cell)
{
    struct out out = out_new(p->arena), *before = p->lines.out;
    p->lines.out = &out;
    p->one_line = true;
    for (const struct node *node = cell, *next; node != NULL; node = next) {
        bool text = node->kind == NODE_PLAIN || node->kind == NODE_PARA;
        next = text ? node_after(cell, node) : node_next(cell, node); /* not into footnotes */
        if (text && out.len != 0)
            out_char(&out, ' ');
        if (text)
            plain_put_inlines(p, node);
        else if (node->kind == NODE_CODE_BLOCK)
            out_raw(&out, node->text);
    }
    p->one_line = false;
    p->lines.out = before;
    return out_str(&out);
}

static size_t text_width(struct str text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;)
        width += utf8_width(utf8_next(text, &at));
    return width;
}

static void put_spaces(struct plain *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out_char(p->lines.out, ' ');
}

/* The rows of a table with the texts of their cells, in order. */
struct plain_table {
    LIST(struct str) texts;
    LIST(size_t) ends; /* of each row, in texts */
    LIST(size_t) widths;
    size_t head_rows;
};

/* A longer cell moves those behind it in its own row, and does not fill all others up. */
enum { NARROWEST = 3, WIDEST = 80 };

static void add_row(struct plain *p, struct plain_table *t, const struct node *row)
{
    size_t column = 0;
    for (const struct node *cell = row->first; cell != NULL; cell = cell->next, column++) {
        struct str text = cell_text(p, cell);
        if (column == t->widths.count)
            *LIST_ADD(&t->widths, p->arena) = NARROWEST;
        size_t width = text_width(text);
        if (width > t->widths.at[column])
            t->widths.at[column] = width < WIDEST ? width : WIDEST;
        *LIST_ADD(&t->texts, p->arena) = text;
    }
    *LIST_ADD(&t->ends, p->arena) = t->texts.count;
}

static void add_rows(struct plain *p, struct plain_table *t, const struct node *table)
{
    for (const struct node *part = table->first; part != NULL; part = part->next) {
        if (part->kind == NODE_CAPTION)
            continue;
        for (const struct node *row = part->first; row != NULL; row = row->next)
            add_row(p, t, row);
        if (part->kind == NODE_TABLE_HEAD)
            t->head_rows = t->ends.count;
    }
}

static void put_cell(struct plain *p, struct str text, size_t width, bool right, bool last)
{
    size_t own = text_width(text), gap = own < width ? width - own : 0;
    put_spaces(p, right ? gap : 0);
    out_raw(p->lines.out, text);
    put_spaces(p, right || last ? 0 : gap);
}

static void put_row(struct plain *p, const struct plain_table *t, const struct node *table,
                    size_t row)
{
    size_t start = row != 0 ? t->ends.at[row - 1] : 0;
    lines_begin(&p->lines);
    for (size_t i = start; i < t->ends.at[row]; i++) {
        size_t column = i - start;
        bool right =
            column < table->table.count && table->table.columns[column].alignment == ALIGN_RIGHT;
        put_spaces(p, column != 0 ? 2 : 0);
        put_cell(p, t->texts.at[i], t->widths.at[column], right, i + 1 == t->ends.at[row]);
    }
    lines_end(&p->lines);
}

static void put_line(struct plain *p, const struct plain_table *t)
{
    lines_begin(&p->lines);
    for (size_t i = 0; i < t->widths.count; i++) {
        put_spaces(p, i != 0 ? 2 : 0);
        for (size_t k = 0; k < t->widths.at[i]; k++)
            out_char(p->lines.out, '-');
    }
    lines_end(&p->lines);
}

void plain_put_table(struct plain *p, const struct node *table)
{
    const struct node *caption = node_child(table, NODE_CAPTION);
    struct plain_table t = {0};
    add_rows(p, &t, table);
    size_t mark = lines_enter(&p->lines, lines_spaces(2), lines_spaces(2));
    for (size_t i = 0; i < t.ends.count; i++) {
        put_row(p, &t, table, i);
        if (i + 1 == t.head_rows)
            put_line(p, &t);
    }
    if (caption != NULL && caption->first != NULL) {
        lines_end(&p->lines);
        lines_begin(&p->lines);
        out_fmt(p->lines.out, ": %.*s", STR_ARG(cell_text(p, caption)));
        lines_end(&p->lines);
    }
    if (p->lines.begun)
        lines_end(&p->lines);
    lines_leave(&p->lines, mark);
}
