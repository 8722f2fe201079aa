/* Blocks: each node of cmark-gfm becomes one of ours. */
#include <stdint.h>
#include <string.h>

#include "base/out.h"
#include "read/attributes.h"
#include "read/reader.h"

/* ---- depth ---- */

static bool refuse_depth(struct reader *reader, struct span span, size_t limit)
{
    reader->cut_short = true;
    if (reader->too_deep)
        return false;
    reader->too_deep = true;
    struct diag *diag = reader_report(reader, DIAG_TOO_DEEP, span,
                                      "what begins here is nested more than %zu deep", limit);
    diag_help(diag, "an essay hardly needs that; look for marks that are never closed");
    return false;
}

bool enter_depth(struct reader *reader, struct span span)
{
    if (reader->depth >= reader->most_depth)
        return refuse_depth(reader, span, reader->most_depth);
    reader->depth++;
    return true;
}

void leave_depth(struct reader *reader)
{
    reader->depth--;
}

bool enter_block(struct reader *reader, struct span span)
{
    if (reader->nested >= reader->config->limits.depth)
        return refuse_depth(reader, span, reader->config->limits.depth);
    if (!enter_depth(reader, span))
        return false;
    reader->nested++;
    return true;
}

void leave_block(struct reader *reader)
{
    reader->nested--;
    leave_depth(reader);
}

/* ---- blocks with inlines ---- */

static struct node *add_block(struct reader *reader, cmark_node *from, enum node_kind kind,
                              struct node *to)
{
    struct node *node = node_new(reader->arena, kind, block_span(reader, from));
    node_append(to, node);
    return node;
}

/*
 * Lines of link definitions at the head of a paragraph
 * are no part of it, but cmark-gfm counts them to it.
 */
static void skip_definitions(struct reader *reader, struct cursor *cursor, cmark_node *from)
{
    cmark_node *first = cmark_node_first_child(from);
    bool text = first != NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT;
    if (cursor->at >= cursor->end || reader->text.at[cursor->at] != '[' || !text)
        return;
    cursor_find(reader, cursor, str_from(cmark_node_get_literal(first)));
}

static struct cursor block_cursor(const struct reader *reader, cmark_node *from)
{
    size_t start = block_start(reader, from);
    return (struct cursor){
        .at = start, .start = start, .end = block_end(reader, from), .quotes = reader->quotes};
}

/* In a list without empty lines between its items, paragraphs are Plain. */
static bool is_tight(cmark_node *from)
{
    cmark_node *item = cmark_node_parent(from);
    cmark_node *list = item != NULL ? cmark_node_parent(item) : NULL;
    return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST
        && cmark_node_get_list_tight(list);
}

/* `: Caption {#tbl-x}` away from any table would lose what a reference leads to. */
static void check_caption(struct reader *reader, const struct node *para)
{
    const struct node *first = para->first, *last = para->last;
    if (first != NULL && last->kind == NODE_RAW_INLINE && last->level == PIECE_ATTRIBUTES
        && first->kind == NODE_STR && str_is(first->text, ":"))
        reader_report(reader, DIAG_BAD_ATTRIBUTE, last->span,
                      "there is no table directly before this caption");
}

static void put_paragraph(struct reader *reader, cmark_node *from, struct node *to)
{
    struct node *node = add_block(reader, from, is_tight(from) ? NODE_PLAIN : NODE_PARA, to);
    struct cursor cursor = block_cursor(reader, from);
    skip_definitions(reader, &cursor, from);
    bool ours = reader->dialect == DIALECT_GLOSS;
    translate_inlines(reader, &cursor, from, node);
    if (ours && node->first != NULL && make_caption(reader, node))
        return;
    if (ours)
        check_caption(reader, node);
    settle_inlines(reader, node);
    if (node->first == NULL) { /* nothing but comments */
        node_remove(node);
        return;
    }
    if (ours && node->kind == NODE_PARA)
        make_figure(reader, node);
}

static void put_heading(struct reader *reader, cmark_node *from, struct node *to)
{
    struct node *node = add_block(reader, from, NODE_HEADER, to);
    node->level = cmark_node_get_heading_level(from);
    struct cursor cursor = block_cursor(reader, from);
    while (cursor_skip(reader, &cursor, '#', 1))
        continue;
    cursor.at = skip_prefix(reader, cursor.at, cursor.end, 0);
    skip_definitions(reader, &cursor, from);
    translate_inlines(reader, &cursor, from, node);
    settle_inlines(reader, node);
}

/* ---- code and raw blocks ---- */

/* `lua {.numberLines}` behind a fence: the first word is the language, braces are attributes. */
static void put_info(struct reader *reader, cmark_node *from, struct str info, struct node *node)
{
    size_t brace = str_find(info, STR("{"), 0);
    struct str name = str_trim(str_slice(info, 0, brace)), word;
    if (str_word(&name, &word))
        node_add_class(reader->arena, node, word);
    struct str braces = str_trim(str_slice(info, brace, info.len));
    if (reader->dialect != DIALECT_GLOSS || !attributes_open(braces))
        return;
    size_t line = block_start(reader, from);
    size_t at = str_find(reader->text, STR("{"), line);
    struct attr attr;
    if (read_attributes(reader, braces, at, &attr))
        merge_attributes(reader, node, &attr);
}

static void put_code_block(struct reader *reader, cmark_node *from, struct node *to)
{
    struct node *node = add_block(reader, from, NODE_CODE_BLOCK, to);
    node->text = keep_literal(reader, cmark_node_get_literal(from));
    if (str_ends(node->text, STR("\n")))
        node->text.len--;
    put_info(reader, from, keep_literal(reader, cmark_node_get_fence_info(from)), node);
}

/* A paragraph of what was written, line by line. */
static void show_html(struct reader *reader, cmark_node *from, struct str literal, struct node *to)
{
    struct node *node = add_block(reader, from, NODE_PARA, to);
    struct cursor cursor = block_cursor(reader, from);
    report_raw_html(reader, node->span);
    for (struct str line; str_split(&literal, '\n', &line);) {
        line = str_trim(line);
        if (node->first != NULL && line.len != 0)
            node_append(node, node_new(reader->arena, NODE_SOFT_BREAK, node->span));
        translate_words(reader, &cursor, line, false, node);
        cursor_break(reader, &cursor);
    }
    settle_inlines(reader, node);
}

/*
 * Comments are dropped, except that a wish of `gloss:`
 * which is not granted yet must not be lost silently.
 */
void check_comment(struct reader *reader, struct str comment, struct span span)
{
    struct str inner = str_trim(str_slice(comment, sizeof "<!--" - 1, comment.len));
    if (str_starts(inner, STR("gloss:")))
        reader_report(reader, DIAG_NOT_YET, span, "a comment cannot silence a diagnostic yet");
}

/* What a block of HTML shows: what stands behind the comment that it may begin with. */
static struct str skip_comment(struct reader *reader, cmark_node *from, struct str literal)
{
    struct str trimmed = str_trim(literal);
    if (!str_starts(trimmed, STR("<!--")))
        return literal;
    check_comment(reader, trimmed, block_span(reader, from));
    size_t end = str_find(trimmed, STR("-->"), 0);
    return str_trim(str_slice(trimmed, end + sizeof "-->" - 1, trimmed.len));
}

static void put_html_block(struct reader *reader, cmark_node *from, struct node *to)
{
    struct str all = keep_literal(reader, cmark_node_get_literal(from));
    struct str literal = reader->dialect == DIALECT_GLOSS ? skip_comment(reader, from, all) : all;
    if (literal.len == 0)
        return;
    if (!reader->config->raw_html) {
        show_html(reader, from, literal, to);
        return;
    }
    struct node *node = add_block(reader, from, NODE_RAW_BLOCK, to);
    node->text = literal;
    node->format = STR("html");
}

/* ---- blocks with blocks ---- */

static void put_quote(struct reader *reader, cmark_node *from, struct node *to)
{
    struct span span = block_span(reader, from);
    if (!enter_block(reader, span))
        return;
    struct node *node = add_block(reader, from, NODE_BLOCK_QUOTE, to);
    reader->quotes++;
    translate_blocks(reader, from, node);
    reader->quotes--;
    leave_block(reader);
    if (reader->dialect == DIALECT_GLOSS)
        finish_quote(reader, node);
}

static void put_item(struct reader *reader, cmark_node *from, struct node *to)
{
    if (!enter_depth(reader, block_span(reader, from)))
        return;
    struct node *node = add_block(reader, from, NODE_ITEM, to);
    if (strcmp(cmark_node_get_type_string(from), "tasklist") == 0)
        node_set_attr(reader->arena, node, STR("task"),
                      cmark_gfm_extensions_get_tasklist_item_checked(from) ? STR("done")
                                                                           : STR("open"));
    translate_blocks(reader, from, node);
    leave_depth(reader);
}

static void put_list(struct reader *reader, cmark_node *from, struct node *to)
{
    bool ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
    if (!enter_block(reader, block_span(reader, from)))
        return;
    struct node *node = add_block(reader, from, ordered ? NODE_ORDERED_LIST : NODE_BULLET_LIST, to);
    node->tight = cmark_node_get_list_tight(from);
    if (ordered) {
        node->list.start = cmark_node_get_list_start(from);
        node->list.style = STYLE_DECIMAL;
        node->list.delimiter = cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM
            ? DELIMITER_ONE_PAREN
            : DELIMITER_PERIOD;
    }
    for (cmark_node *item = cmark_node_first_child(from); item != NULL;
         item = cmark_node_next(item))
        put_item(reader, item, node);
    leave_block(reader);
}

/* ---- definition lists ---- */

/*
 * The list that a definition belongs to: the one before it,
 * or one that begins with the paragraph before it, a term.
 */
static struct node *find_definitions(struct reader *reader, struct node *to)
{
    struct node *term = to->last;
    if (term == NULL || term->kind == NODE_DEFINITION_LIST)
        return term;
    if (term->kind != NODE_PARA && term->kind != NODE_PLAIN)
        return NULL;
    struct node *list = term->prev;
    if (list == NULL || list->kind != NODE_DEFINITION_LIST) {
        list = node_new(reader->arena, NODE_DEFINITION_LIST, term->span);
        node_insert_before(term, list);
    }
    node_remove(term);
    term->kind = NODE_DEFINED_TERM;
    node_append(list, term);
    return list;
}

static void put_definition(struct reader *reader, cmark_node *from, struct node *to)
{
    struct span span = block_span(reader, from);
    struct node *list = find_definitions(reader, to);
    if (list == NULL) {
        reader_report(reader, DIAG_NOT_YET, span,
                      "only a paragraph can be a term with a definition");
        return;
    }
    if (!enter_block(reader, span))
        return;
    if (enter_depth(reader, span)) {
        struct node *definition = add_block(reader, from, NODE_DEFINITION, list);
        list->span = span_union(list->span, span);
        translate_blocks(reader, from, definition);
        leave_depth(reader);
    }
    leave_block(reader);
}

static void put_block(struct reader *reader, cmark_node *from, struct node *to)
{
    switch ((int)cmark_node_get_type(from)) {
    case CMARK_NODE_PARAGRAPH: put_paragraph(reader, from, to); break;
    case CMARK_NODE_HEADING: put_heading(reader, from, to); break;
    case CMARK_NODE_CODE_BLOCK: put_code_block(reader, from, to); break;
    case CMARK_NODE_HTML_BLOCK: put_html_block(reader, from, to); break;
    case CMARK_NODE_THEMATIC_BREAK: add_block(reader, from, NODE_HORIZONTAL_RULE, to); break;
    case CMARK_NODE_BLOCK_QUOTE: put_quote(reader, from, to); break;
    case CMARK_NODE_LIST: put_list(reader, from, to); break;
    case CMARK_NODE_CUSTOM_BLOCK: put_definition(reader, from, to); break;
    case CMARK_NODE_FOOTNOTE_DEFINITION: break; /* stands where it is referred to */
    default:
        translate_table(reader, from, to);
        break; /* the only block that an extension of ours adds */
    }
}

void translate_blocks(struct reader *reader, cmark_node *from, struct node *to)
{
    struct open_divs divs = {0};
    for (cmark_node *node = cmark_node_first_child(from); node != NULL;
         node = cmark_node_next(node)) {
        if (is_fence_line(reader, node))
            to = put_fence_line(reader, &divs, node, to);
        else
            put_block(reader, node, to);
    }
    close_divs(reader, &divs);
}
