#include "write/json.h"

#include "model/names.h"
#include "model/value.h"

/* ---- small things ---- */

static void put_string(struct out *out, struct str s)
{
    out_char(out, '"');
    out_json(out, s);
    out_char(out, '"');
}

/* {"t":"NAME"} */
static void put_name(struct out *out, const char *name)
{
    out_fmt(out, "{\"t\":\"%s\"}", name);
}

static void put_attr(struct out *out, const struct attr *attr)
{
    static const struct attr none;
    attr = attr != NULL ? attr : &none;
    out_char(out, '[');
    put_string(out, attr->id);
    out_c(out, ",[");
    for (size_t i = 0; i < attr->classes.count; i++) {
        out_c(out, i > 0 ? "," : "");
        put_string(out, attr->classes.at[i]);
    }
    out_c(out, "],[");
    for (size_t i = 0; i < attr->pairs.count; i++) {
        out_c(out, i > 0 ? ",[" : "[");
        put_string(out, attr->pairs.at[i].key);
        out_char(out, ',');
        put_string(out, attr->pairs.at[i].value);
        out_char(out, ']');
    }
    out_c(out, "]]");
}

/* ---- lists of nodes ---- */

static void put_node(struct out *out, const struct node *node);

/* From `first` to before `end`. */
static void put_list(struct out *out, const struct node *first, const struct node *end)
{
    out_char(out, '[');
    for (const struct node *node = first; node != end; node = node->next) {
        out_c(out, node != first ? "," : "");
        put_node(out, node);
    }
    out_char(out, ']');
}

/* The children of `node`, but for the Caption of a Figure or Table. */
static void put_children(struct out *out, const struct node *node)
{
    const struct node *first = node != NULL ? node->first : NULL;
    if (first != NULL && first->kind == NODE_CAPTION)
        first = first->next;
    put_list(out, first, NULL);
}

static void put_definitions(struct out *out, const struct node *list)
{
    out_char(out, '[');
    for (const struct node *term = list->first, *end; term != NULL; term = end) {
        end = term->next;
        while (end != NULL && end->kind == NODE_DEFINITION)
            end = end->next;
        out_c(out, term != list->first ? ",[" : "[");
        put_children(out, term);
        out_char(out, ',');
        put_list(out, term->next, end);
        out_char(out, ']');
    }
    out_char(out, ']');
}

/* The box stands in the first paragraph, or in one of its own. */
static void put_task(struct out *out, const struct node *item, struct str task)
{
    const struct node *first = item->first;
    bool text = first != NULL && (first->kind == NODE_PLAIN || first->kind == NODE_PARA);
    out_fmt(out, "[{\"t\":\"%s\",\"c\":[{\"t\":\"Str\",\"c\":\"%s\"},{\"t\":\"Space\"}",
            text ? node_fact(first->kind)->name : "Plain", str_is(task, "done") ? "☒" : "☐");
    for (const struct node *node = text ? first->first : NULL; node != NULL; node = node->next) {
        out_char(out, ',');
        put_node(out, node);
    }
    out_c(out, "]}");
    for (const struct node *node = text ? first->next : first; node != NULL; node = node->next) {
        out_char(out, ',');
        put_node(out, node);
    }
    out_char(out, ']');
}

static void put_item(struct out *out, const struct node *item)
{
    struct str task = node_attr(item, "task");
    if (task.len != 0)
        put_task(out, item, task);
    else
        put_children(out, item);
}

/* ---- tables, figures, citations ---- */

/* One that is not there is empty. */
static void put_caption(struct out *out, const struct node *caption)
{
    out_char(out, '[');
    if (caption != NULL && caption->brief != NULL)
        put_children(out, caption->brief);
    else
        out_c(out, "null");
    out_char(out, ',');
    put_children(out, caption);
    out_char(out, ']');
}

static void put_columns(struct out *out, const struct node *table)
{
    out_char(out, '[');
    for (size_t i = 0; i < table->table.count; i++) {
        const struct column *column = &table->table.columns[i];
        out_c(out, i > 0 ? ",[" : "[");
        put_name(out, alignment_names[column->alignment]);
        out_char(out, ',');
        if (column->width > 0) {
            out_c(out, "{\"t\":\"ColWidth\",\"c\":");
            out_number(out, column->width);
            out_char(out, '}');
        } else {
            put_name(out, "ColWidthDefault");
        }
        out_char(out, ']');
    }
    out_char(out, ']');
}

/* A head, a foot or a row: attributes and what it holds; one that is not there is empty. */
static void put_part(struct out *out, const struct node *part)
{
    out_char(out, '[');
    put_attr(out, part != NULL ? part->attr : NULL);
    out_char(out, ',');
    put_children(out, part);
    out_char(out, ']');
}

static void put_body(struct out *out, const struct node *body)
{
    const struct node *first = body->first;
    for (int i = 0; i < body->body.head_rows && first != NULL; i++)
        first = first->next;
    out_char(out, '[');
    put_attr(out, body->attr);
    out_fmt(out, ",%d,", body->body.head_columns);
    put_list(out, body->first, first);
    out_char(out, ',');
    put_list(out, first, NULL);
    out_char(out, ']');
}

static void put_bodies(struct out *out, const struct node *table)
{
    const char *before = "";
    out_char(out, '[');
    for (const struct node *part = table->first; part != NULL; part = part->next) {
        if (part->kind != NODE_TABLE_BODY)
            continue;
        out_c(out, before);
        put_body(out, part);
        before = ",";
    }
    out_char(out, ']');
}

static void put_cell(struct out *out, const struct node *cell)
{
    out_char(out, '[');
    put_attr(out, cell->attr);
    out_char(out, ',');
    put_name(out, alignment_names[cell->cell.alignment]);
    out_fmt(out, ",%d,%d,", cell->cell.rows, cell->cell.columns);
    put_children(out, cell);
    out_char(out, ']');
}

static void put_table(struct out *out, const struct node *table)
{
    put_attr(out, table->attr);
    out_char(out, ',');
    put_caption(out, node_child(table, NODE_CAPTION));
    out_char(out, ',');
    put_columns(out, table);
    out_char(out, ',');
    put_part(out, node_child(table, NODE_TABLE_HEAD));
    out_char(out, ',');
    put_bodies(out, table);
    out_char(out, ',');
    put_part(out, node_child(table, NODE_TABLE_FOOT));
}

static void put_citation(struct out *out, const struct citation *citation)
{
    out_c(out, "{\"citationId\":");
    put_string(out, citation->id);
    out_c(out, ",\"citationPrefix\":");
    put_children(out, citation->prefix);
    out_c(out, ",\"citationSuffix\":");
    put_children(out, citation->suffix);
    out_c(out, ",\"citationMode\":");
    put_name(out, citation_mode_names[citation->mode]);
    out_fmt(out, ",\"citationNoteNum\":%d,\"citationHash\":%d}", citation->note_number,
            citation->hash);
}

static void put_citations(struct out *out, const struct node *cite)
{
    out_char(out, '[');
    for (size_t i = 0; i < cite->citations.count; i++) {
        out_c(out, i > 0 ? "," : "");
        put_citation(out, &cite->citations.at[i]);
    }
    out_char(out, ']');
}

/* ---- one node ---- */

static void put_list_marks(struct out *out, const struct node *list)
{
    out_fmt(out, "[%d,", list->list.start);
    put_name(out, list_style_names[list->list.style]);
    out_char(out, ',');
    put_name(out, list_delimiter_names[list->list.delimiter]);
    out_char(out, ']');
}

/* What stands between the brackets of "c" before the children or the text of the node. */
static void put_first_fields(struct out *out, const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_HEADER:
        out_fmt(out, "%d,", node->level);
        put_attr(out, node->attr);
        break;
    case NODE_ORDERED_LIST: put_list_marks(out, node); break;
    case NODE_QUOTED: put_name(out, quote_names[node->quote]); break;
    case NODE_MATH: put_name(out, math_names[node->math]); break;
    case NODE_RAW_BLOCK:
    case NODE_RAW_INLINE: put_string(out, node->format); break;
    case NODE_CITE: put_citations(out, node); break;
    case NODE_FIGURE:
        put_attr(out, node->attr);
        out_char(out, ',');
        put_caption(out, node_child(node, NODE_CAPTION));
        break;
    default: put_attr(out, node->attr); break;
    }
    out_char(out, ',');
}

static void put_fields_and_text(struct out *out, const struct node *node)
{
    out_char(out, '[');
    put_first_fields(out, node);
    put_string(out, node->text);
    out_char(out, ']');
}

static void put_fields_and_children(struct out *out, const struct node *node)
{
    out_char(out, '[');
    put_first_fields(out, node);
    put_children(out, node);
    out_char(out, ']');
}

static void put_reference(struct out *out, const struct node *node)
{
    out_char(out, '[');
    put_first_fields(out, node);
    put_children(out, node);
    out_c(out, ",[");
    put_string(out, node->target);
    out_char(out, ',');
    put_string(out, node->title);
    out_c(out, "]]");
}

/* What stands under "c". */
static void put_content(struct out *out, const struct node *node)
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
    case NODE_NOTE: put_children(out, node); break;
    case NODE_DEFINITION_LIST: put_definitions(out, node); break;
    case NODE_ORDERED_LIST:
    case NODE_HEADER:
    case NODE_FIGURE:
    case NODE_DIV:
    case NODE_SPAN:
    case NODE_CITE:
    case NODE_QUOTED: put_fields_and_children(out, node); break;
    case NODE_CODE_BLOCK:
    case NODE_CODE:
    case NODE_RAW_BLOCK:
    case NODE_RAW_INLINE:
    case NODE_MATH: put_fields_and_text(out, node); break;
    case NODE_STR: put_string(out, node->text); break;
    case NODE_LINK:
    case NODE_IMAGE: put_reference(out, node); break;
    case NODE_TABLE:
        out_char(out, '[');
        put_table(out, node);
        out_char(out, ']');
        break;
    case NODE_HORIZONTAL_RULE:
    case NODE_SPACE:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_BLOCKS:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_ITEM:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT:
    case NODE_ROW:
    case NODE_CELL: break; /* bare, or a part that has no name of its own */
    }
}

static bool is_bare(enum node_kind kind)
{
    return kind == NODE_HORIZONTAL_RULE || kind == NODE_SPACE || kind == NODE_SOFT_BREAK
        || kind == NODE_LINE_BREAK;
}

static void put_named(struct out *out, const struct node *node)
{
    out_fmt(out, "{\"t\":\"%s\"", node_fact(node->kind)->name);
    if (!is_bare(node->kind)) {
        out_c(out, ",\"c\":");
        put_content(out, node);
    }
    out_char(out, '}');
}

static void put_node(struct out *out, const struct node *node)
{
    if (node->kind == NODE_ROW || node->kind == NODE_TABLE_HEAD || node->kind == NODE_TABLE_FOOT)
        put_part(out, node);
    else if (node->kind == NODE_TABLE_BODY)
        put_body(out, node);
    else if (node->kind == NODE_CAPTION)
        put_caption(out, node);
    else if (node->kind == NODE_CELL)
        put_cell(out, node);
    else if (node->kind == NODE_ITEM)
        put_item(out, node);
    else if (node_fact(node->kind)->place == PLACE_PART)
        put_children(out, node);
    else
        put_named(out, node);
}

/* ---- documents ---- */

static void put_value(struct out *out, const struct value *value);

static void put_map(struct out *out, const struct value *map)
{
    const size_t *order = value_order(out->arena, map);
    out_char(out, '{');
    for (size_t i = 0; i < map->count; i++) {
        out_c(out, i > 0 ? "," : "");
        put_string(out, map->keys[order[i]]);
        out_char(out, ':');
        put_value(out, &map->items[order[i]]);
    }
    out_char(out, '}');
}

static void put_values(struct out *out, const struct value *list)
{
    out_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        out_c(out, i > 0 ? "," : "");
        put_value(out, &list->items[i]);
    }
    out_char(out, ']');
}

static const char *meta_name(enum value_kind kind)
{
    switch (kind) {
    case VALUE_BOOL: return "MetaBool";
    case VALUE_LIST: return "MetaList";
    case VALUE_MAP: return "MetaMap";
    case VALUE_INLINES: return "MetaInlines";
    case VALUE_BLOCKS: return "MetaBlocks";
    case VALUE_NULL:
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_STRING: break;
    }
    return "MetaString";
}

static void put_value(struct out *out, const struct value *value)
{
    out_fmt(out, "{\"t\":\"%s\",\"c\":", meta_name(value->kind));
    switch (value->kind) {
    case VALUE_BOOL: out_c(out, value->boolean ? "true" : "false"); break;
    case VALUE_LIST: put_values(out, value); break;
    case VALUE_MAP: put_map(out, value); break;
    case VALUE_INLINES:
    case VALUE_BLOCKS: put_children(out, value->nodes); break;
    case VALUE_NULL:
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_STRING: put_string(out, value_text(out->arena, value)); break;
    }
    out_char(out, '}');
}

void write_json_document(const struct node *blocks, const struct value *meta, struct out *out)
{
    static const struct value none = {.kind = VALUE_MAP};
    out_c(out, "{\"pandoc-api-version\":[1,23,1],\"meta\":");
    put_map(out, meta != NULL ? meta : &none);
    out_c(out, ",\"blocks\":");
    put_children(out, blocks);
    out_char(out, '}');
}

void write_json(const struct node *blocks, const struct value *meta, struct out *out)
{
    write_json_document(blocks, meta, out);
    out_char(out, '\n');
}

void write_json_node(const struct node *node, struct out *out)
{
    put_node(out, node);
}
