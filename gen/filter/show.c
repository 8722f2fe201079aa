/* Trees compared, shown in pandoc's notation, and turned into plain text. */

#include "filter/element.h"
#include "filter/marshal.h"

/* ---- equality ---- */

static const struct attr no_attr;

bool is_equal_attr(const struct attr *a, const struct attr *b)
{
    a = a != NULL ? a : &no_attr;
    b = b != NULL ? b : &no_attr;
    if (!str_eq(a->id, b->id) || a->classes.count != b->classes.count
        || a->pairs.count != b->pairs.count)
        return false;
    for (size_t i = 0; i < a->classes.count; i++)
        if (!str_eq(a->classes.at[i], b->classes.at[i]))
            return false;
    for (size_t i = 0; i < a->pairs.count; i++)
        if (!str_eq(a->pairs.at[i].key, b->pairs.at[i].key)
            || !str_eq(a->pairs.at[i].value, b->pairs.at[i].value))
            return false;
    return true;
}

static bool is_equal_columns(const struct node *a, const struct node *b)
{
    if (a->table.count != b->table.count)
        return false;
    for (size_t i = 0; i < a->table.count; i++)
        if (a->table.columns[i].alignment != b->table.columns[i].alignment
            || a->table.columns[i].width < b->table.columns[i].width
            || a->table.columns[i].width > b->table.columns[i].width)
            return false;
    return true;
}

static bool is_equal_property(const struct node *a, const struct node *b, enum property_kind kind)
{
    switch (kind) {
    case PROPERTY_TEXT: return str_eq(a->text, b->text);
    case PROPERTY_TITLE: return str_eq(a->title, b->title);
    case PROPERTY_LEVEL: return a->level == b->level;
    case PROPERTY_QUOTE: return a->quote == b->quote;
    case PROPERTY_MATH: return a->math == b->math;
    case PROPERTY_ATTR: return is_equal_attr(a->attr, b->attr);
    case PROPERTY_LIST_MARKS:
        return a->list.start == b->list.start && a->list.style == b->list.style
            && a->list.delimiter == b->list.delimiter;
    case PROPERTY_COLUMNS: return is_equal_columns(a, b);
    case PROPERTY_ALIGNMENT: return a->cell.alignment == b->cell.alignment;
    case PROPERTY_ROW_SPAN: return a->cell.rows == b->cell.rows;
    case PROPERTY_COLUMN_SPAN: return a->cell.columns == b->cell.columns;
    case PROPERTY_INLINES: /* children are compared as nodes of their own */
    case PROPERTY_BLOCKS:
    case PROPERTY_ITEMS:
    case PROPERTY_LINES:
    case PROPERTY_DEFINITIONS:
    case PROPERTY_CAPTION:
    case PROPERTY_HEAD:
    case PROPERTY_BODIES:
    case PROPERTY_FOOT:
    case PROPERTY_PARTS:
    case PROPERTY_CITATIONS:
    case PROPERTY_META: return true;
    }
    return true;
}

static bool is_equal_node(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind)
        return false;
    const struct property *all = properties_of(a->kind);
    for (size_t i = 0; i < 6 && all[i].name != NULL; i++)
        if (!is_equal_property(a, b, all[i].kind))
            return false;
    return true;
}

bool is_equal_tree(lua_State *L, const struct node *a, const struct node *b)
{
    charge(L, 1);
    if (!is_equal_node(a, b))
        return false;
    enter(L);
    const struct node *x = a->first, *y = b->first;
    while (x != NULL && y != NULL && is_equal_tree(L, x, y)) {
        x = x->next;
        y = y->next;
    }
    leave(L);
    return x == NULL && y == NULL;
}

/* ---- showing ---- */

static const char *const control_names[] = {"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "a",
                                            "b",   "t",   "n",   "v",   "f",   "r",   "SO",  "SI",
                                            "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
                                            "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US"};

/* One character as Haskell shows it; `next` is the byte after it, 0 at the end. */
static void put_escaped(struct out *out, uint32_t c, char next)
{
    if (c == '"' || c == '\\') {
        out_fmt(out, "\\%c", (char)c);
    } else if (c < 0x20) {
        out_fmt(out, "\\%s%s", control_names[c], c == 0x0E && next == 'H' ? "\\&" : "");
    } else if (c == 0x7F) {
        out_c(out, "\\DEL");
    } else if (c < 0x7F) {
        out_char(out, (char)c);
    } else {
        out_fmt(out, "\\%u%s", (unsigned)c, next >= '0' && next <= '9' ? "\\&" : "");
    }
}

static void show_text(struct str text, struct out *out)
{
    out_char(out, '"');
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        put_escaped(out, c, i < text.len ? text.at[i] : '\0');
    }
    out_char(out, '"');
}

void show_attr(const struct attr *attr, struct out *out)
{
    attr = attr != NULL ? attr : &no_attr;
    out_char(out, '(');
    show_text(attr->id, out);
    out_c(out, ",[");
    for (size_t i = 0; i < attr->classes.count; i++) {
        out_c(out, i > 0 ? "," : "");
        show_text(attr->classes.at[i], out);
    }
    out_c(out, "],[");
    for (size_t i = 0; i < attr->pairs.count; i++) {
        out_c(out, i > 0 ? ",(" : "(");
        show_text(attr->pairs.at[i].key, out);
        out_char(out, ',');
        show_text(attr->pairs.at[i].value, out);
        out_char(out, ')');
    }
    out_c(out, "])");
}

static void show_siblings(lua_State *L, const struct node *first, enum node_kind kind, bool of_kind,
                          struct out *out)
{
    out_char(out, '[');
    size_t count = 0;
    for (const struct node *child = first; child != NULL; child = child->next) {
        if (of_kind ? child->kind != kind : child->kind == NODE_CAPTION)
            continue;
        out_c(out, count++ > 0 ? "," : "");
        show_tree(L, child, out);
    }
    out_char(out, ']');
}

void show_children(lua_State *L, const struct node *node, struct out *out)
{
    show_siblings(L, node->first, node->kind, false, out);
}

static void show_caption(lua_State *L, const struct node *node, struct out *out)
{
    const struct node *caption = find_child(node, NODE_CAPTION);
    out_c(out, "(Caption Nothing ");
    if (caption != NULL)
        show_children(L, caption, out);
    else
        out_c(out, "[]");
    out_char(out, ')');
}

static void show_definitions(lua_State *L, const struct node *node, struct out *out)
{
    out_char(out, '[');
    for (const struct node *part = node->first; part != NULL;) {
        out_c(out, part != node->first ? ",(" : "(");
        show_children(L, part, out);
        out_c(out, ",[");
        const struct node *first = part->next;
        for (part = first; part != NULL && part->kind == NODE_DEFINITION; part = part->next) {
            out_c(out, part != first ? "," : "");
            show_children(L, part, out);
        }
        out_c(out, "])");
    }
    out_char(out, ']');
}

static void show_columns(const struct node *node, struct out *out)
{
    out_char(out, '[');
    for (size_t i = 0; i < node->table.count; i++) {
        struct column column = node->table.columns[i];
        out_fmt(out, "%s(%s,", i > 0 ? "," : "", alignment_name(column.alignment));
        if (column.width > 0)
            out_fmt(out, "ColWidth %g)", column.width);
        else
            out_c(out, "ColWidthDefault)");
    }
    out_char(out, ']');
}

static void show_part(lua_State *L, const struct node *part, struct out *out)
{
    out_char(out, '(');
    if (part != NULL)
        show_tree(L, part, out);
    out_char(out, ')');
}

static void show_property(lua_State *L, const struct node *node, enum property_kind kind,
                          struct out *out)
{
    switch (kind) {
    case PROPERTY_INLINES:
    case PROPERTY_BLOCKS:
    case PROPERTY_PARTS:
    case PROPERTY_ITEMS:
    case PROPERTY_LINES: show_children(L, node, out); break;
    case PROPERTY_DEFINITIONS: show_definitions(L, node, out); break;
    case PROPERTY_TEXT: show_text(node->text, out); break;
    case PROPERTY_TITLE: show_text(node->title, out); break;
    case PROPERTY_LEVEL: out_fmt(out, "%d", node->level); break;
    case PROPERTY_QUOTE:
        out_c(out, node->quote == QUOTE_DOUBLE ? "DoubleQuote" : "SingleQuote");
        break;
    case PROPERTY_MATH:
        out_c(out, node->math == MATH_DISPLAY ? "DisplayMath" : "InlineMath");
        break;
    case PROPERTY_ATTR: show_attr(node->attr, out); break;
    case PROPERTY_LIST_MARKS:
        out_fmt(out, "(%d,%s,%s)", node->list.start, style_name(node->list.style),
                delimiter_name(node->list.delimiter));
        break;
    case PROPERTY_CAPTION: show_caption(L, node, out); break;
    case PROPERTY_COLUMNS: show_columns(node, out); break;
    case PROPERTY_HEAD: show_part(L, find_child(node, NODE_TABLE_HEAD), out); break;
    case PROPERTY_BODIES: show_siblings(L, node->first, NODE_TABLE_BODY, true, out); break;
    case PROPERTY_FOOT: show_part(L, find_child(node, NODE_TABLE_FOOT), out); break;
    case PROPERTY_ALIGNMENT: out_c(out, alignment_name(node->cell.alignment)); break;
    case PROPERTY_ROW_SPAN: out_fmt(out, "(RowSpan %d)", node->cell.rows); break;
    case PROPERTY_COLUMN_SPAN: out_fmt(out, "(ColSpan %d)", node->cell.columns); break;
    case PROPERTY_CITATIONS: out_c(out, "[]"); break;
    case PROPERTY_META: break;
    }
}

/* Links and images show their target and title as a pair; raw nodes their format in parentheses. */
static bool show_irregular(lua_State *L, const struct node *node, struct out *out)
{
    if (node->kind == NODE_LINK || node->kind == NODE_IMAGE) {
        show_attr(node->attr, out);
        out_char(out, ' ');
        show_children(L, node, out);
        out_c(out, " (");
        show_text(node->text, out);
        out_char(out, ',');
        show_text(node->title, out);
        out_char(out, ')');
        return true;
    }
    if (node->kind == NODE_RAW_INLINE || node->kind == NODE_RAW_BLOCK) {
        out_c(out, "(Format ");
        show_text(node->format, out);
        out_c(out, ") ");
        show_text(node->text, out);
        return true;
    }
    if (node->kind == NODE_CELL) {
        show_attr(node->attr, out);
        out_fmt(out, " %s (RowSpan %d) (ColSpan %d) ", alignment_name(node->cell.alignment),
                node->cell.rows, node->cell.columns);
        show_children(L, node, out);
        return true;
    }
    return false;
}

/* Lists of the parts of one block have no name of their own. */
static bool is_nameless(enum node_kind kind)
{
    return kind == NODE_ITEM || kind == NODE_LINE || kind == NODE_INLINES || kind == NODE_DEFINITION
        || kind == NODE_DEFINED_TERM || kind == NODE_CAPTION;
}

void show_tree(lua_State *L, const struct node *node, struct out *out)
{
    charge(L, 2 + node->text.len / 16);
    if (is_nameless(node->kind)) {
        show_children(L, node, out);
        return;
    }
    enter(L);
    out_c(out, element_name(node));
    const struct property *all = properties_of(node->kind);
    if (node->kind == NODE_BLOCKS) {
        out_c(out, " (Meta {unMeta = fromList []}) ");
        show_children(L, node, out);
    } else if (all[0].name != NULL) {
        out_char(out, ' ');
        if (!show_irregular(L, node, out))
            for (size_t i = 0; i < 6 && all[i].name != NULL; i++) {
                out_c(out, i > 0 ? " " : "");
                if (node->kind == NODE_TABLE_BODY && i == 1)
                    out_c(out, "(RowHeadColumns 0) [] ");
                show_property(L, node, all[i].kind, out);
            }
    }
    leave(L);
}

/* ---- plain text ---- */

void put_stringified(lua_State *L, const struct node *node, struct out *out)
{
    charge(L, 1 + node->text.len / 16);
    bool literal = node->kind == NODE_STR || node->kind == NODE_CODE || node->kind == NODE_MATH
        || node->kind == NODE_CODE_BLOCK;
    if (literal)
        out_raw(out, node->text);
    if (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
        out_char(out, ' ');
    if (node->kind == NODE_NOTE)
        return;
    enter(L);
    if (node->kind == NODE_QUOTED)
        out_c(out, node->quote == QUOTE_DOUBLE ? "“" : "‘");
    for (const struct node *child = node->first; child != NULL; child = child->next)
        put_stringified(L, child, out);
    if (node->kind == NODE_QUOTED)
        out_c(out, node->quote == QUOTE_DOUBLE ? "”" : "’");
    leave(L);
}
