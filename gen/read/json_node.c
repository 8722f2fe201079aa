/* Blocks and inlines of pandoc's JSON. */
#include <limits.h>

#include "model/names.h"
#include "read/json_room.h"

struct node *json_add(struct json_reader *r, enum node_kind kind, struct node *to)
{
    struct node *node = node_new(r->arena, kind, r->span);
    if (to != NULL)
        node_append(to, node);
    return node;
}

/* ---- citations ---- */

static struct node *take_affix(struct json_reader *r, const struct json_at *citation,
                               const char *key)
{
    struct json_at at = json_member(r, citation, key);
    struct node *inlines = json_add(r, NODE_INLINES, NULL);
    json_put_inlines(r, &at, inlines);
    return inlines;
}

static void take_citation(struct json_reader *r, const struct json_at *at,
                          struct citation *citation)
{
    struct json_at id = json_member(r, at, "citationId"), mode = json_member(r, at, "citationMode"),
                   number = json_member(r, at, "citationNoteNum"),
                   hash = json_member(r, at, "citationHash");
    citation->id = json_text(r, &id, "the key of a work");
    citation->prefix = take_affix(r, at, "citationPrefix");
    citation->suffix = take_affix(r, at, "citationSuffix");
    citation->mode = (enum citation_mode)json_name(r, &mode, citation_mode_names,
                                                   CITATION_MODE_COUNT, "a mode of citation");
    citation->note_number = json_number(r, &number, INT_MIN, "a whole number");
    citation->hash = json_number(r, &hash, INT_MIN, "a whole number");
}

static void take_citations(struct json_reader *r, const struct json_at *at, struct node *cite)
{
    size_t count = json_count(r, at, "a list of citations");
    cite->citations.at = ARENA_ARRAY(r->arena, count, struct citation);
    cite->citations.count = count;
    for (size_t i = 0; i < count; i++) {
        struct json_at item = json_item(at, i);
        take_citation(r, &item, &cite->citations.at[i]);
    }
}

/* ---- fields ---- */

static void take_list_marks(struct json_reader *r, const struct json_at *at, struct node *list)
{
    if (!json_is_tuple(r, at, 3, "[start, style, delimiter]"))
        return;
    struct json_at start = json_item(at, 0), style = json_item(at, 1), delimiter = json_item(at, 2);
    list->list.start = json_number(r, &start, INT_MIN, "a whole number");
    list->list.style = (enum list_style)json_name(r, &style, list_style_names, LIST_STYLE_COUNT,
                                                  "a style of numbers");
    list->list.delimiter = (enum list_delimiter)json_name(r, &delimiter, list_delimiter_names,
                                                          LIST_DELIMITER_COUNT, "a delimiter");
}

/* ["url", "title"] */
static void take_target(struct json_reader *r, const struct json_at *at, struct node *node)
{
    if (!json_is_tuple(r, at, 2, "[url, title]"))
        return;
    struct json_at url = json_item(at, 0), title = json_item(at, 1);
    node->target = json_text(r, &url, "an address");
    node->title = json_text(r, &title, "a string");
}

/* Before 1.20 a link had no attributes: [inlines, target]. */
static void take_reference(struct json_reader *r, const struct json_at *at, struct node *node)
{
    bool attributed = json_array_size(at->value) != 2;
    if (!json_is_tuple(r, at, attributed ? 3 : 2, "[attributes, inlines, [url, title]]"))
        return;
    struct json_at attr = json_item(at, 0), inlines = json_item(at, attributed),
                   target = json_item(at, attributed ? 2 : 1);
    if (attributed)
        node->attr = json_attr(r, &attr);
    json_put_inlines(r, &inlines, node);
    take_target(r, &target, node);
}

static void take_text(struct json_reader *r, const struct json_at *at, struct node *node)
{
    node->text = json_text(r, at, "a string");
}

/* ---- parts ---- */

/* A list of lists: the items of a list, the lines of a LineBlock, the definitions of a term. */
static void put_parts(struct json_reader *r, const struct json_at *at, enum node_kind kind,
                      struct node *to)
{
    bool inlines = node_fact(kind)->holds == HOLDS_INLINES;
    for (size_t i = 0; i < json_count(r, at, inlines ? "a list of lines" : "a list of items");
         i++) {
        struct json_at item = json_item(at, i);
        struct node *part = json_add(r, kind, to);
        if (!json_enter(r))
            return;
        (inlines ? json_put_inlines : json_put_blocks)(r, &item, part);
        json_leave(r);
    }
}

static void put_term(struct json_reader *r, const struct json_at *at, struct node *list)
{
    if (!json_is_tuple(r, at, 2, "[term, definitions]") || !json_enter(r))
        return;
    struct json_at term = json_item(at, 0), definitions = json_item(at, 1);
    json_put_inlines(r, &term, json_add(r, NODE_DEFINED_TERM, list));
    json_leave(r);
    put_parts(r, &definitions, NODE_DEFINITION, list);
}

/* A list whose items hold Plain was written without empty lines. */
static void set_tightness(struct node *list)
{
    list->tight = true;
    for (const struct node *item = list->first; item != NULL; item = item->next)
        if (item->first != NULL && item->first->kind == NODE_PARA)
            list->tight = false;
}

static void put_list(struct json_reader *r, const struct json_at *at, struct node *list)
{
    put_parts(r, at, NODE_ITEM, list);
    set_tightness(list);
}

static void put_definitions(struct json_reader *r, const struct json_at *at, struct node *list)
{
    for (size_t i = 0; i < json_count(r, at, "a list of terms"); i++) {
        struct json_at item = json_item(at, i);
        put_term(r, &item, list);
    }
    set_tightness(list);
}

/* ---- one node ---- */

/* How many fields stand under "c" in an array; 0 where it is no array of fields. */
static size_t count_fields(enum node_kind kind)
{
    switch ((int)kind) {
    case NODE_HEADER:
    case NODE_FIGURE: return 3;
    case NODE_ORDERED_LIST:
    case NODE_DIV:
    case NODE_SPAN:
    case NODE_CODE:
    case NODE_CODE_BLOCK:
    case NODE_RAW_BLOCK:
    case NODE_RAW_INLINE:
    case NODE_QUOTED:
    case NODE_CITE:
    case NODE_MATH: return 2;
    default: return 0;
    }
}

static void take_header(struct json_reader *r, const struct json_at *c, struct node *node)
{
    struct json_at level = json_item(c, 0), attr = json_item(c, 1), text = json_item(c, 2);
    node->level = json_number(r, &level, 1, "a level from 1 on");
    node->attr = json_attr(r, &attr);
    json_put_inlines(r, &text, node);
}

static void take_figure(struct json_reader *r, const struct json_at *c, struct node *node)
{
    struct json_at attr = json_item(c, 0), caption = json_item(c, 1), blocks = json_item(c, 2);
    node->attr = json_attr(r, &attr);
    json_put_caption(r, &caption, node);
    json_put_blocks(r, &blocks, node);
}

/* Two fields: what the node is like, and what it holds. */
static void take_pair(struct json_reader *r, const struct json_at *c, struct node *node)
{
    struct json_at first = json_item(c, 0), second = json_item(c, 1);
    switch ((int)node->kind) {
    case NODE_ORDERED_LIST:
        take_list_marks(r, &first, node);
        put_list(r, &second, node);
        return;
    case NODE_QUOTED:
        node->quote =
            (enum quote_marks)json_name(r, &first, quote_names, QUOTE_COUNT, "a kind of quotes");
        break;
    case NODE_MATH:
        node->math =
            (enum math_style)json_name(r, &first, math_names, MATH_COUNT, "a kind of math");
        break;
    case NODE_CITE: take_citations(r, &first, node); break;
    case NODE_RAW_BLOCK:
    case NODE_RAW_INLINE: node->format = json_text(r, &first, "the name of a format"); break;
    default: node->attr = json_attr(r, &first); break;
    }
    if (node_fact(node->kind)->holds == HOLDS_NOTHING)
        take_text(r, &second, node);
    else if (node_fact(node->kind)->holds == HOLDS_BLOCKS)
        json_put_blocks(r, &second, node);
    else
        json_put_inlines(r, &second, node);
}

/* What stands under "c" by itself. */
static void take_single(struct json_reader *r, const struct json_at *c, struct node *node)
{
    switch ((int)node->kind) {
    case NODE_STR: take_text(r, c, node); return;
    case NODE_TABLE: json_put_table(r, c, node); return;
    case NODE_LINK:
    case NODE_IMAGE: take_reference(r, c, node); return;
    case NODE_LINE_BLOCK: put_parts(r, c, NODE_LINE, node); return;
    case NODE_BULLET_LIST: put_list(r, c, node); return;
    case NODE_DEFINITION_LIST: put_definitions(r, c, node); return;
    default: break;
    }
    if (node_fact(node->kind)->holds == HOLDS_BLOCKS)
        json_put_blocks(r, c, node);
    else if (node_fact(node->kind)->holds == HOLDS_INLINES)
        json_put_inlines(r, c, node);
}

static void take_content(struct json_reader *r, const struct json_at *at, struct node *node)
{
    struct json_at c = json_member(r, at, "c");
    size_t fields = count_fields(node->kind);
    if (fields != 0 && !json_is_tuple(r, &c, fields, fields == 2 ? "two fields" : "three fields"))
        return;
    if (node->kind == NODE_HEADER)
        take_header(r, &c, node);
    else if (node->kind == NODE_FIGURE)
        take_figure(r, &c, node);
    else if (fields == 2)
        take_pair(r, &c, node);
    else
        take_single(r, &c, node);
}

/*
 * An image that stands for a figure: alone in its paragraph, its title marked. The id is the
 * figure's, as pandoc 3 has it.
 */
static void make_figure(struct json_reader *r, struct node *para)
{
    struct node *image = para->first;
    struct str mark = STR("fig:");
    if (para->kind != NODE_PARA || image == NULL || image->next != NULL || image->kind != NODE_IMAGE
        || !str_starts(image->title, mark))
        return;
    image->title = str_slice(image->title, mark.len, image->title.len);
    struct node *figure = json_add(r, NODE_FIGURE, NULL);
    struct node *caption = json_add(r, NODE_CAPTION, NULL),
                *text = json_add(r, NODE_PLAIN, caption);
    for (const struct node *child = image->first; child != NULL; child = child->next)
        node_append(text, node_copy(r->arena, child, false));
    if (text->first != NULL)
        node_append(figure, caption);
    if (node_id(image).len != 0) {
        node_set_id(r->arena, figure, node_id(image));
        node_set_id(r->arena, image, STR_NONE);
    }
    para->kind = NODE_PLAIN;
    node_replace(para, figure);
    node_append(figure, para);
}

static void put_node(struct json_reader *r, const struct json_at *at, enum node_place place,
                     struct node *to)
{
    const char *wanted = place == PLACE_BLOCK ? "a block" : "an inline";
    struct json_at name = json_member(r, at, "t");
    struct str t = json_text(r, &name, wanted);
    enum node_kind kind;
    if (place == PLACE_BLOCK && str_is(t, "Null"))
        return;
    if (r->failed || !node_kind_by_name(t, &kind) || node_fact(kind)->place != place) {
        json_refuse(r, &name,
                    place == PLACE_BLOCK ? "the name of a block" : "the name of an inline");
        return;
    }
    if (!json_enter(r))
        return;
    struct node *node = json_add(r, kind, to);
    take_content(r, at, node);
    json_leave(r);
    if (r->figures)
        make_figure(r, node);
}

static void put_nodes(struct json_reader *r, const struct json_at *at, enum node_place place,
                      struct node *to)
{
    const char *wanted = place == PLACE_BLOCK ? "a list of blocks" : "a list of inlines";
    for (size_t i = 0; i < json_count(r, at, wanted) && !r->failed; i++) {
        struct json_at item = json_item(at, i);
        put_node(r, &item, place, to);
    }
}

void json_put_inlines(struct json_reader *r, const struct json_at *at, struct node *to)
{
    put_nodes(r, at, PLACE_INLINE, to);
}

void json_put_blocks(struct json_reader *r, const struct json_at *at, struct node *to)
{
    put_nodes(r, at, PLACE_BLOCK, to);
}
