/* A tree as text, one node a line, for goldens and for eyes. */
#include "model/native.h"
#include "model/node.h"

static void put_quoted(struct out *out, const char *name, struct str s)
{
    if (s.len == 0)
        return;
    out_fmt(out, " %s\"", name);
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '\n')
            out_c(out, "\\n");
        else if (s.at[i] == '"' || s.at[i] == '\\')
            out_fmt(out, "\\%c", s.at[i]);
        else
            out_char(out, s.at[i]);
    }
    out_char(out, '"');
}

static void put_attr(struct out *out, const struct attr *attr)
{
    if (attr_is_empty(attr))
        return;
    out_c(out, " {");
    if (attr->id.len != 0)
        out_fmt(out, "#%.*s", STR_ARG(attr->id));
    for (size_t i = 0; i < attr->classes.count; i++)
        out_fmt(out, " .%.*s", STR_ARG(attr->classes.at[i]));
    for (size_t i = 0; i < attr->pairs.count; i++)
        out_fmt(out, " %.*s=%.*s", STR_ARG(attr->pairs.at[i].key),
                STR_ARG(attr->pairs.at[i].value));
    out_char(out, '}');
}

static void put_columns(struct out *out, const struct node *table)
{
    out_char(out, ' ');
    for (size_t i = 0; i < table->table.count; i++)
        out_char(out, "dlrc"[table->table.columns[i].alignment]);
}

static void put_fields(struct out *out, const struct node *node)
{
    if (node->kind == NODE_HEADER)
        out_fmt(out, " %d", node->level);
    else if (node->kind == NODE_ORDERED_LIST)
        out_fmt(out, " from %d", node->list.start);
    else if (node->kind == NODE_TABLE)
        put_columns(out, node);
    else if (node->kind == NODE_QUOTED)
        out_c(out, node->quote == QUOTE_DOUBLE ? " double" : " single");
    put_quoted(out, "", node->text);
    put_quoted(out, "~", node->title);
}

static void put_place(struct out *out, struct span span)
{
    if (span.source == NULL)
        return;
    struct place place = span_place(span);
    out_fmt(out, " @%u:%u-%u:%u", place.line, place.column, place.end_line, place.end_column);
}

static void put_columns_whole(const struct node *table, struct out *out)
{
    for (size_t i = 0; i < table->table.count; i++) {
        out_c(out, i == 0 ? " widths " : " ");
        out_number(out, table->table.columns[i].width);
    }
}

static void put_citations(const struct node *cite, struct out *out)
{
    for (size_t i = 0; i < cite->citations.count; i++) {
        out_char(out, ' ');
        native_put_citation(&cite->citations.at[i], out);
    }
}

/* What the dump leaves out. */
static void put_rest(const struct node *node, struct out *out)
{
    if (node->kind == NODE_ORDERED_LIST)
        out_fmt(out, " style %d delimiter %d", (int)node->list.style, (int)node->list.delimiter);
    else if (node->kind == NODE_MATH)
        out_c(out, node->math == MATH_DISPLAY ? " display" : " inline");
    else if (node->kind == NODE_TABLE)
        put_columns_whole(node, out);
    else if (node->kind == NODE_CELL)
        out_fmt(out, " %c %dx%d", "dlrc"[node->cell.alignment], node -> cell.rows,
                node->cell.columns);
    else if (node->kind == NODE_TABLE_BODY)
        out_fmt(out, " heads %d %d", node->body.head_rows, node->body.head_columns);
    else if (node->kind == NODE_CITE)
        put_citations(node, out);
    else if (node->kind == NODE_CAPTION && node->brief != NULL) {
        out_c(out, " short ");
        native_put_children(node->brief, out);
    }
}

void node_line(const struct node *node, struct out *out)
{
    out_c(out, node_fact(node->kind)->name);
    put_attr(out, node->attr);
    put_fields(out, node);
    put_rest(node, out);
}

void node_dump(const struct node *node, struct out *out)
{
    size_t depth = 0;
    for (const struct node *at = node; at != NULL;) {
        for (size_t i = 0; i < depth; i++)
            out_c(out, "  ");
        out_c(out, node_fact(at->kind)->name);
        put_attr(out, at->attr);
        put_fields(out, at);
        put_place(out, at->span);
        out_char(out, '\n');
        if (at->first != NULL) {
            at = at->first;
            depth++;
            continue;
        }
        while (at != node && at->next == NULL) {
            at = at->parent;
            depth--;
        }
        at = at != node ? at->next : NULL;
    }
}
