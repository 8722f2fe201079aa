#include "model/native.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "model/names.h"
#include "model/value.h"

/* ---- texts and numbers ---- */

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

static void put_text(struct str text, struct out *out)
{
    out_char(out, '"');
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        put_escaped(out, c, i < text.len ? text.at[i] : '\0');
    }
    out_char(out, '"');
}

/* Where a number stands as an argument, Haskell puts a negative one in parentheses. */
static void put_argument(int number, struct out *out)
{
    out_fmt(out, number < 0 ? "(%d)" : "%d", number);
}

/* 0.5 and 12.0 as they are, what is below a tenth as 5.0e-2. */
static void put_double(double number, struct out *out)
{
    enum { ENOUGH = 17 };
    char digits[40] = "";
    for (int count = 0; count < ENOUGH; count++) {
        snprintf(digits, sizeof digits, "%.*e", count, number);
        if (!(strtod(digits, NULL) < number) && !(strtod(digits, NULL) > number))
            break;
    }
    struct str text = str_from(digits), mantissa = STR_NONE;
    str_split(&text, 'e', &mantissa);
    long exponent = strtol(digits + mantissa.len + 1, NULL, 10);
    if (number >= 0.1 && number < 1e7) {
        size_t start = out->len;
        out_number(out, number);
        out_c(out, str_has(str_slice(out_str(out), start, out->len), STR(".")) ? "" : ".0");
        return;
    }
    out_raw(out, mantissa);
    out_fmt(out, "%se%ld", str_has(mantissa, STR(".")) ? "" : ".0", exponent);
}

/* ---- attributes ---- */

void native_put_attr(const struct attr *attr, struct out *out)
{
    static const struct attr none;
    attr = attr != NULL ? attr : &none;
    out_char(out, '(');
    put_text(attr->id, out);
    out_c(out, ",[");
    for (size_t i = 0; i < attr->classes.count; i++) {
        out_c(out, i > 0 ? "," : "");
        put_text(attr->classes.at[i], out);
    }
    out_c(out, "],[");
    for (size_t i = 0; i < attr->pairs.count; i++) {
        out_c(out, i > 0 ? ",(" : "(");
        put_text(attr->pairs.at[i].key, out);
        out_char(out, ',');
        put_text(attr->pairs.at[i].value, out);
        out_char(out, ')');
    }
    out_c(out, "])");
}

/* ---- lists of nodes ---- */

/* From `first` to before `end`. */
static void put_list(const struct node *first, const struct node *end, struct out *out)
{
    out_char(out, '[');
    for (const struct node *node = first; node != end; node = node->next) {
        out_c(out, node != first ? "," : "");
        native_put(node, out);
    }
    out_char(out, ']');
}

static const struct node *behind_caption(const struct node *node)
{
    const struct node *first = node->first;
    return first != NULL && first->kind == NODE_CAPTION ? first->next : first;
}

void native_put_children(const struct node *node, struct out *out)
{
    put_list(behind_caption(node), NULL, out);
}

static void put_definitions(const struct node *node, struct out *out)
{
    out_char(out, '[');
    for (const struct node *part = node->first; part != NULL;) {
        const struct node *term = part, *end = part->next;
        while (end != NULL && end->kind == NODE_DEFINITION)
            end = end->next;
        out_c(out, term != node->first ? ",(" : "(");
        native_put_children(term, out);
        out_char(out, ',');
        put_list(term->next, end, out);
        out_char(out, ')');
        part = end;
    }
    out_char(out, ']');
}

/* ---- tables and figures ---- */

static void put_caption(const struct node *caption, struct out *out)
{
    out_c(out, "(Caption ");
    if (caption != NULL && caption->brief != NULL) {
        out_c(out, "(Just ");
        native_put_children(caption->brief, out);
        out_char(out, ')');
    } else {
        out_c(out, "Nothing");
    }
    out_char(out, ' ');
    put_list(caption != NULL ? caption->first : NULL, NULL, out);
    out_char(out, ')');
}

static void put_columns(const struct node *table, struct out *out)
{
    out_char(out, '[');
    for (size_t i = 0; i < table->table.count; i++) {
        struct column column = table->table.columns[i];
        out_fmt(out, "%s(%s,", i > 0 ? "," : "", alignment_names[column.alignment]);
        if (column.width > 0) {
            out_c(out, "ColWidth ");
            put_double(column.width, out);
        } else {
            out_c(out, "ColWidthDefault");
        }
        out_char(out, ')');
    }
    out_char(out, ']');
}

/* A head or foot; one that is not there is empty. */
static void put_ends(const struct node *table, enum node_kind kind, struct out *out)
{
    const struct node *part = node_child(table, kind);
    out_char(out, '(');
    if (part != NULL)
        native_put(part, out);
    else
        out_fmt(out, "%s (\"\",[],[]) []", node_fact(kind)->name);
    out_char(out, ')');
}

static void put_bodies(const struct node *table, struct out *out)
{
    const char *before = "";
    out_char(out, '[');
    for (const struct node *part = table->first; part != NULL; part = part->next) {
        if (part->kind != NODE_TABLE_BODY)
            continue;
        out_c(out, before);
        native_put(part, out);
        before = ",";
    }
    out_char(out, ']');
}

static void put_table(const struct node *node, struct out *out)
{
    native_put_attr(node->attr, out);
    out_char(out, ' ');
    put_caption(node_child(node, NODE_CAPTION), out);
    out_char(out, ' ');
    put_columns(node, out);
    out_char(out, ' ');
    put_ends(node, NODE_TABLE_HEAD, out);
    out_char(out, ' ');
    put_bodies(node, out);
    out_char(out, ' ');
    put_ends(node, NODE_TABLE_FOOT, out);
}

static void put_body(const struct node *node, struct out *out)
{
    const struct node *first = node->first;
    for (int i = 0; i < node->body.head_rows && first != NULL; i++)
        first = first->next;
    native_put_attr(node->attr, out);
    out_c(out, " (RowHeadColumns ");
    put_argument(node->body.head_columns, out);
    out_c(out, ") ");
    put_list(node->first, first, out);
    out_char(out, ' ');
    put_list(first, NULL, out);
}

static void put_cell(const struct node *node, struct out *out)
{
    native_put_attr(node->attr, out);
    out_fmt(out, " %s (RowSpan ", alignment_names[node->cell.alignment]);
    put_argument(node->cell.rows, out);
    out_c(out, ") (ColSpan ");
    put_argument(node->cell.columns, out);
    out_c(out, ") ");
    native_put_children(node, out);
}

/* ---- citations ---- */

/* What stands before or behind the work; NULL for nothing. */
static void put_affix(const char *name, const struct node *inlines, struct out *out)
{
    out_fmt(out, ", %s = ", name);
    put_list(inlines != NULL ? inlines->first : NULL, NULL, out);
}

void native_put_citation(const struct citation *citation, struct out *out)
{
    out_c(out, "Citation {citationId = ");
    put_text(citation->id, out);
    put_affix("citationPrefix", citation->prefix, out);
    put_affix("citationSuffix", citation->suffix, out);
    out_fmt(out, ", citationMode = %s", citation_mode_names[citation->mode]);
    out_fmt(out, ", citationNoteNum = %d", citation->note_number);
    out_fmt(out, ", citationHash = %d}", citation->hash);
}

static void put_cite(const struct node *node, struct out *out)
{
    out_char(out, '[');
    for (size_t i = 0; i < node->citations.count; i++) {
        out_c(out, i > 0 ? "," : "");
        native_put_citation(&node->citations.at[i], out);
    }
    out_c(out, "] ");
    native_put_children(node, out);
}

/* ---- one node ---- */

static void put_attr_and_children(const struct node *node, struct out *out)
{
    native_put_attr(node->attr, out);
    out_char(out, ' ');
    native_put_children(node, out);
}

static void put_attr_and_text(const struct node *node, struct out *out)
{
    native_put_attr(node->attr, out);
    out_char(out, ' ');
    put_text(node->text, out);
}

static void put_raw(const struct node *node, struct out *out)
{
    out_c(out, "(Format ");
    put_text(node->format, out);
    out_c(out, ") ");
    put_text(node->text, out);
}

static void put_reference(const struct node *node, struct out *out)
{
    put_attr_and_children(node, out);
    out_c(out, " (");
    put_text(node->target, out);
    out_char(out, ',');
    put_text(node->title, out);
    out_char(out, ')');
}

static void put_ordered(const struct node *node, struct out *out)
{
    out_fmt(out, "(%d,%s,%s) ", node->list.start, list_style_names[node->list.style],
            list_delimiter_names[node->list.delimiter]);
    native_put_children(node, out);
}

static void put_header(const struct node *node, struct out *out)
{
    put_argument(node->level, out);
    out_char(out, ' ');
    put_attr_and_children(node, out);
}

static void put_figure(const struct node *node, struct out *out)
{
    native_put_attr(node->attr, out);
    out_char(out, ' ');
    put_caption(node_child(node, NODE_CAPTION), out);
    out_char(out, ' ');
    native_put_children(node, out);
}

/* What stands behind the constructor's name. */
static void put_arguments(const struct node *node, struct out *out)
{
    switch (node->kind) {
    case NODE_PLAIN:
    case NODE_PARA:
    case NODE_LINE_BLOCK:
    case NODE_BLOCK_QUOTE:
    case NODE_BULLET_LIST:
    case NODE_EMPH:
    case NODE_UNDERLINE:
    case NODE_STRONG:
    case NODE_STRIKEOUT:
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT:
    case NODE_SMALL_CAPS:
    case NODE_NOTE: native_put_children(node, out); break;
    case NODE_CODE_BLOCK:
    case NODE_CODE: put_attr_and_text(node, out); break;
    case NODE_RAW_BLOCK:
    case NODE_RAW_INLINE: put_raw(node, out); break;
    case NODE_ORDERED_LIST: put_ordered(node, out); break;
    case NODE_DEFINITION_LIST: put_definitions(node, out); break;
    case NODE_HEADER: put_header(node, out); break;
    case NODE_TABLE: put_table(node, out); break;
    case NODE_FIGURE: put_figure(node, out); break;
    case NODE_DIV:
    case NODE_SPAN:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_FOOT:
    case NODE_ROW: put_attr_and_children(node, out); break;
    case NODE_STR: put_text(node->text, out); break;
    case NODE_QUOTED:
        out_fmt(out, "%s ", quote_names[node->quote]);
        native_put_children(node, out);
        break;
    case NODE_CITE: put_cite(node, out); break;
    case NODE_MATH:
        out_fmt(out, "%s ", math_names[node->math]);
        put_text(node->text, out);
        break;
    case NODE_LINK:
    case NODE_IMAGE: put_reference(node, out); break;
    case NODE_TABLE_BODY: put_body(node, out); break;
    case NODE_CELL: put_cell(node, out); break;
    case NODE_BLOCKS:
        out_c(out, "(Meta {unMeta = fromList []}) ");
        native_put_children(node, out);
        break;
    case NODE_HORIZONTAL_RULE:
    case NODE_SPACE:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_ITEM:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION: break;
    }
}

/* Lists of the parts of one block have no name of their own. */
static bool is_nameless(enum node_kind kind)
{
    return kind == NODE_ITEM || kind == NODE_LINE || kind == NODE_INLINES || kind == NODE_DEFINITION
        || kind == NODE_DEFINED_TERM || kind == NODE_CAPTION;
}

static bool is_bare(enum node_kind kind)
{
    return kind == NODE_HORIZONTAL_RULE || kind == NODE_SPACE || kind == NODE_SOFT_BREAK
        || kind == NODE_LINE_BREAK;
}

void native_put(const struct node *node, struct out *out)
{
    if (is_nameless(node->kind)) {
        native_put_children(node, out);
        return;
    }
    out_c(out, node->kind == NODE_BLOCKS ? "Pandoc" : node_fact(node->kind)->name);
    if (!is_bare(node->kind)) {
        out_char(out, ' ');
        put_arguments(node, out);
    }
}

/* ---- documents ---- */

static void put_value(const struct value *value, struct out *out);

static void put_map(const struct value *map, struct out *out)
{
    const size_t *order = value_order(out->arena, map);
    out_c(out, "fromList [");
    for (size_t i = 0; i < map->count; i++) {
        out_c(out, i > 0 ? ",(" : "(");
        put_text(map->keys[order[i]], out);
        out_char(out, ',');
        put_value(&map->items[order[i]], out);
        out_char(out, ')');
    }
    out_char(out, ']');
}

static void put_values(const struct value *list, struct out *out)
{
    out_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        out_c(out, i > 0 ? "," : "");
        put_value(&list->items[i], out);
    }
    out_char(out, ']');
}

static void put_value(const struct value *value, struct out *out)
{
    switch (value->kind) {
    case VALUE_BOOL: out_c(out, value->boolean ? "MetaBool True" : "MetaBool False"); break;
    case VALUE_NULL:
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_STRING:
        out_c(out, "MetaString ");
        put_text(value_text(out->arena, value), out);
        break;
    case VALUE_LIST:
        out_c(out, "MetaList ");
        put_values(value, out);
        break;
    case VALUE_MAP:
        out_c(out, "MetaMap (");
        put_map(value, out);
        out_char(out, ')');
        break;
    case VALUE_INLINES:
    case VALUE_BLOCKS:
        out_c(out, value->kind == VALUE_INLINES ? "MetaInlines " : "MetaBlocks ");
        native_put_children(value->nodes, out);
        break;
    }
}

/* `Pandoc (Meta {unMeta = fromList […]})`, without the blocks that follow. */
static void put_meta(const struct value *meta, struct out *out)
{
    static const struct value none = {.kind = VALUE_MAP};
    out_c(out, "Pandoc (Meta {unMeta = ");
    put_map(meta != NULL ? meta : &none, out);
    out_c(out, "})");
}

void native_put_pandoc(const struct node *blocks, const struct value *meta, struct out *out)
{
    put_meta(meta, out);
    out_char(out, ' ');
    native_put_children(blocks, out);
}

void native_put_document(const struct node *blocks, const struct value *meta, bool whole,
                         struct out *out)
{
    if (whole) {
        put_meta(meta, out);
        out_char(out, '\n');
    }
    out_char(out, '[');
    for (const struct node *node = blocks->first; node != NULL; node = node->next) {
        out_c(out, node->prev != NULL ? "\n," : "");
        native_put(node, out);
    }
    out_c(out, "]\n");
}
