/* Tables of HTML: rows in their groups, filled up where they are short. */
#include "base/utf8.h"
#include "read/markup_room.h"

/* What HTML allows a cell to span. */
enum { MOST_COLUMNS = 1000, MOST_ROWS = 65534 };

/* From a table down to what is in a cell. */
enum { LEVELS = 4 };

struct table {
    struct markup_reader *r;
    struct node *node, *head, *foot;
    struct node *open; /* the body of rows that stand in no group */
    int body_rows;     /* of the last body, so far */
    bool has_head, has_body;
    LIST(double) widths; /* as columns say them; 0 for none */
};

/* ---- cells ---- */

static enum alignment alignment_of(struct markup_reader *r, const struct html_node *from)
{
    struct str name = markup_style(from, "text-align");
    if (name.len == 0)
        name = html_attr(from, "align");
    name = utf8_lower(r->arena, name);
    return str_is(name, "left")  ? ALIGN_LEFT
        : str_is(name, "right")  ? ALIGN_RIGHT
        : str_is(name, "center") ? ALIGN_CENTER
                                 : ALIGN_DEFAULT;
}

/* The writer of gloss says it by a class. */
static enum alignment own_alignment_of(const struct html_node *from)
{
    return markup_has_class(from, "number") ? ALIGN_RIGHT
        : markup_has_class(from, "center")  ? ALIGN_CENTER
                                            : ALIGN_DEFAULT;
}

/* The rest of a cell's style, without the alignment: "color: red". */
static struct str style_of_cell(struct markup_reader *r, struct str rest)
{
    struct out out = out_new(r->arena);
    struct str one, name;
    while (str_split(&rest, ';', &one)) {
        if (!str_split(&one, ':', &name) || str_is(str_trim(name), "text-align"))
            continue;
        out_c(&out, out.len != 0 ? "; " : "");
        out_raw(&out, str_trim(name));
        out_c(&out, ": ");
        out_raw(&out, str_trim(one));
    }
    return out_str(&out);
}

static void put_cell(struct markup_reader *r, const struct html_node *from, struct node *row)
{
    struct node *cell = markup_add(r, NODE_CELL, from, row);
    struct str style = html_attr(from, "style");
    bool own = markup_is_in_frame(from);
    cell->attr =
        markup_attrs(r, from, own ? "rowspan colspan scope class" : "rowspan colspan align");
    if (style.len != 0)
        node_set_attr(r->arena, cell, STR("style"), style_of_cell(r, style));
    if (attr_is_empty(cell->attr))
        cell->attr = NULL;
    cell->cell.alignment = own ? own_alignment_of(from) : alignment_of(r, from);
    cell->cell.rows = markup_count(from, "rowspan", 1, MOST_ROWS);
    cell->cell.columns = markup_count(from, "colspan", 1, MOST_COLUMNS);
    markup_put_blocks(r, from, cell, NODE_PLAIN);
    markup_settle_plains(cell, true);
}

static bool is_cell(const struct html_node *node)
{
    return markup_is(node, "td") || markup_is(node, "th");
}

static void put_row(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *row = markup_add(r, NODE_ROW, from, to);
    row->attr = markup_attrs(r, from, "");
    for (const struct html_node *child = from->first; child != NULL && !r->failed;
         child = child->next)
        if (is_cell(child))
            put_cell(r, child, row);
}

/* Whether all its cells, of which there are some, are heads. */
static bool is_head_row(const struct html_node *row)
{
    bool any = false;
    for (const struct html_node *child = row->first; child != NULL; child = child->next) {
        if (markup_is(child, "td"))
            return false;
        any = any || markup_is(child, "th");
    }
    return any;
}

/* How many heads begin the row. */
static int count_heads(const struct html_node *row)
{
    int heads = 0;
    for (const struct html_node *child = row->first; child != NULL; child = child->next) {
        if (markup_is(child, "td"))
            break;
        heads += markup_is(child, "th");
    }
    return heads;
}

/* ---- groups of rows ---- */

static struct node *add_group(struct table *t, enum node_kind kind, const struct html_node *from)
{
    struct node *group = markup_add(t->r, kind, from, NULL);
    if (!markup_is(from, "table") && !markup_is(from, "tr"))
        group->attr = markup_attrs(t->r, from, "");
    return group;
}

/* The rows of heads that begin a body are its own. */
static void put_body_row(struct table *t, const struct html_node *from, struct node *body)
{
    int heads = count_heads(from);
    if (is_head_row(from) && t->body_rows == body->body.head_rows)
        body->body.head_rows++;
    else if (heads > body->body.head_columns)
        body->body.head_columns = heads;
    put_row(t->r, from, body);
    t->body_rows++;
}

static struct node *add_body(struct table *t, const struct html_node *from)
{
    struct node *body = add_group(t, NODE_TABLE_BODY, from);
    node_append(t->node, body);
    t->body_rows = 0;
    t->has_body = true;
    return body;
}

static void put_body(struct table *t, const struct html_node *from)
{
    struct node *body = add_body(t, from);
    for (const struct html_node *child = from->first; child != NULL; child = child->next)
        if (markup_is(child, "tr"))
            put_body_row(t, child, body);
    t->open = NULL;
}

/* A head or foot; of several, the others are bodies. */
static void put_end(struct table *t, const struct html_node *from, struct node *end)
{
    if (end->first != NULL || (end == t->head && t->has_body)) {
        put_body(t, from);
        return;
    }
    end->attr = markup_attrs(t->r, from, "");
    for (const struct html_node *child = from->first; child != NULL; child = child->next)
        if (markup_is(child, "tr"))
            put_row(t->r, child, end);
    t->has_head = t->has_head || end == t->head;
}

/* Rows that stand in no group: the first is the head if it has only heads. */
static void put_loose_row(struct table *t, const struct html_node *from)
{
    if (!t->has_head && !t->has_body && is_head_row(from)) {
        put_row(t->r, from, t->head);
        t->has_head = true;
        return;
    }
    if (t->open == NULL)
        t->open = add_body(t, from);
    put_body_row(t, from, t->open);
}

/* ---- columns ---- */

/* "30%" as a share of 1; 0 for any other width. */
static double share_of(struct str text)
{
    double digits = 0, whole = 100;
    bool fraction = false;
    text = str_trim(text);
    if (!str_ends(text, STR("%")) || text.len > 10)
        return 0;
    for (size_t i = 0; i + 1 < text.len; i++) {
        char c = text.at[i];
        if ((c < '0' || c > '9') && (c != '.' || fraction))
            return 0;
        digits = c == '.' ? digits : 10 * digits + (c - '0');
        whole = fraction ? 10 * whole : whole;
        fraction = fraction || c == '.';
    }
    return digits / whole;
}

static void add_column(struct table *t, const struct html_node *col)
{
    struct str width = html_attr(col, "width");
    if (width.len == 0)
        width = markup_style(col, "width");
    size_t most = t->r->doc->site->config.limits.table_columns;
    for (int i = markup_count(col, "span", 1, MOST_COLUMNS); i > 0 && t->widths.count < most; i--)
        *LIST_ADD(&t->widths, t->r->arena) = share_of(width);
}

static void add_columns(struct table *t, const struct html_node *group)
{
    for (const struct html_node *child = group->first; child != NULL; child = child->next)
        if (markup_is(child, "col"))
            add_column(t, child);
}

/* ---- what a table holds ---- */

static void put_caption(struct table *t, const struct html_node *from)
{
    struct node *caption = t->node->first;
    if (caption == NULL || caption->kind != NODE_CAPTION) {
        caption = markup_add(t->r, NODE_CAPTION, from, NULL);
        node_prepend(t->node, caption);
    }
    markup_put_blocks(t->r, from, caption, NODE_PLAIN);
}

static void put_part(struct table *t, const struct html_node *from, struct node *to)
{
    if (markup_is(from, "tr"))
        put_loose_row(t, from);
    else if (markup_is(from, "tbody"))
        put_body(t, from);
    else if (markup_is(from, "thead"))
        put_end(t, from, t->head);
    else if (markup_is(from, "tfoot"))
        put_end(t, from, t->foot);
    else if (markup_is(from, "caption"))
        put_caption(t, from);
    else if (markup_is(from, "colgroup"))
        add_columns(t, from);
    else if (markup_is(from, "col"))
        add_column(t, from);
    else
        markup_put_alone(t->r, from,
                         to); /* no table may hold it: it stands before, as in a browser */
}

void markup_put_table(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct table t = {.r = r, .node = markup_add(r, NODE_TABLE, from, NULL)};
    t.node->attr = markup_attrs(r, from, "");
    t.head = add_group(&t, NODE_TABLE_HEAD, from);
    t.foot = add_group(&t, NODE_TABLE_FOOT, from);
    node_append(t.node, t.head);
    if (markup_enter(r, from, LEVELS))
        for (const struct html_node *child = from->first; child != NULL && !r->failed;
             child = child->next)
            put_part(&t, child, to);
    markup_leave(r, LEVELS);
    node_append(t.node, t.foot);
    if (!r->failed)
        markup_finish_table(r, t.node, t.widths.at, t.widths.count, to);
}
