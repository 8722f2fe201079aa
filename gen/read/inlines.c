/* Inlines: each node of cmark-gfm becomes one of ours, and the cursor goes along. */
#include <string.h>

#include "read/reader.h"

struct str keep_literal(const struct reader *reader, const char *literal)
{
    return str_keep(reader->arena, str_from(literal));
}

static struct node *add_node(struct reader *reader, enum node_kind kind, struct span span,
                             struct node *to)
{
    struct node *node = node_new(reader->arena, kind, span);
    node_append(to, node);
    return node;
}

/* ---- containers ---- */

/* What stands before a container's content, and behind it. */
static void skip_before(struct reader *reader, struct cursor *cursor, enum node_kind kind)
{
    size_t marks = kind == NODE_STRONG ? 2 : 1;
    if (kind == NODE_IMAGE)
        cursor_skip(reader, cursor, '!', 1);
    if (kind == NODE_LINK || kind == NODE_IMAGE)
        cursor_skip(reader, cursor, '[', 1);
    else if (!cursor_skip(reader, cursor, '*', marks))
        cursor_skip(reader, cursor, '_', marks);
}

static void skip_after(struct reader *reader, struct cursor *cursor, enum node_kind kind)
{
    size_t marks = kind == NODE_STRONG ? 2 : 1;
    if (kind == NODE_LINK || kind == NODE_IMAGE)
        cursor_target(reader, cursor);
    else if (!cursor_skip(reader, cursor, '*', marks))
        cursor_skip(reader, cursor, '_', marks);
}

/*
 * The signs with which a container of this kind can
 * begin; the cursor is taken to the next of them.
 */
static void seek_before(struct reader *reader, struct cursor *cursor, enum node_kind kind)
{
    const char *signs = kind == NODE_LINK ? "[" : kind == NODE_IMAGE ? "!" : "*_";
    for (size_t at = cursor->at; at < cursor->end; at++) {
        if (strchr(signs, reader->text.at[at]) != NULL && reader->text.at[at] != '\0') {
            cursor->at = at;
            return;
        }
    }
}

static struct node *put_container(struct reader *reader, struct cursor *cursor, cmark_node *from,
                                  enum node_kind kind, struct node *to)
{
    seek_before(reader, cursor, kind);
    size_t start = cursor->at;
    struct node *node = add_node(reader, kind, SPAN_NONE, to);
    skip_before(reader, cursor, kind);
    translate_inlines(reader, cursor, from, node);
    skip_after(reader, cursor, kind);
    node->span = reader_span(reader, start, cursor->at);
    return node;
}

/* ---- links ---- */

/*
 * An address that stands in the text as itself, in
 * angle brackets or bare, has one text and no brackets.
 */
static bool is_address(const struct reader *reader, const struct cursor *cursor, cmark_node *link)
{
    cmark_node *child = cmark_node_first_child(link);
    char c = cursor->at < cursor->end ? reader->text.at[cursor->at] : '\0';
    if (c == '[' || child == NULL || cmark_node_next(child) != NULL
        || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return false;
    struct str url = str_from(cmark_node_get_url(link)),
               shown = str_from(cmark_node_get_literal(child));
    return str_ends(url, shown) || c == '<' || str_has(url, STR("%"));
}

static struct node *put_address(struct reader *reader, struct cursor *cursor, cmark_node *from,
                                struct node *to)
{
    bool angle = cursor_skip(reader, cursor, '<', 1);
    struct str shown = str_from(cmark_node_get_literal(cmark_node_first_child(from)));
    cursor_find(reader, cursor, shown);
    size_t start = cursor->at - angle;
    struct node *node = add_node(reader, NODE_LINK, SPAN_NONE, to);
    translate_words(reader, cursor, shown, false, node);
    if (angle)
        cursor_skip(reader, cursor, '>', 1);
    node->span = reader_span(reader, start, cursor->at);
    return node;
}

static void put_link(struct reader *reader, struct cursor *cursor, cmark_node *from,
                     struct node *to)
{
    struct node *node = is_address(reader, cursor, from)
        ? put_address(reader, cursor, from, to)
        : put_container(reader, cursor, from, NODE_LINK, to);
    node->target = keep_literal(reader, cmark_node_get_url(from));
    node->title = keep_literal(reader, cmark_node_get_title(from));
}

static void put_image(struct reader *reader, struct cursor *cursor, cmark_node *from,
                      struct node *to)
{
    struct node *node = put_container(reader, cursor, from, NODE_IMAGE, to);
    node->target = keep_literal(reader, cmark_node_get_url(from));
    node->title = keep_literal(reader, cmark_node_get_title(from));
}

/* ---- leaves ---- */

static void put_code(struct reader *reader, struct cursor *cursor, cmark_node *from,
                     struct node *to)
{
    cursor_code(reader, cursor);
    struct node *node =
        add_node(reader, NODE_CODE, reader_span(reader, cursor->start, cursor->at), to);
    node->text = keep_literal(reader, cmark_node_get_literal(from));
}

/* A tag, or one of our markers, which the parser hands on as raw HTML (read/parser.c). */
static void put_marker(struct reader *reader, struct cursor *cursor, cmark_node *from,
                       struct node *to)
{
    struct str literal = keep_literal(reader, cmark_node_get_literal(from));
    char first = literal.len != 0 ? literal.at[0] : '\0';
    cursor->start = cursor->at;
    cursor_literal(reader, cursor, literal);
    struct node *node =
        add_node(reader, NODE_RAW_INLINE, reader_span(reader, cursor->start, cursor->at), to);
    node->text = literal;
    node->level = first == '{' ? PIECE_ATTRIBUTES : first == '~' ? PIECE_TILDES : PIECE_TAG;
    if (reader->dialect == DIALECT_GLOSS || node->level == PIECE_TILDES)
        return;
    node->level = PIECE_WORD;
    node->format = STR("html");
}

static void put_break(struct reader *reader, struct cursor *cursor, enum node_kind kind,
                      struct node *to)
{
    size_t start = cursor->at;
    cursor_break(reader, cursor);
    size_t end = start;
    while (end < cursor->at && reader->text.at[end] != '\n' && reader->text.at[end] != '\r')
        end++;
    add_node(reader, kind, reader_span(reader, start, end + 1 <= cursor->at ? end + 1 : end), to);
}

static void put_footnote(struct reader *reader, struct cursor *cursor, cmark_node *from,
                         struct node *to)
{
    struct node *node = take_footnote(reader, cursor, from);
    if (node != NULL)
        node_append(to, node);
}

static void put_inline(struct reader *reader, struct cursor *cursor, cmark_node *from,
                       struct node *to)
{
    switch ((int)cmark_node_get_type(from)) {
    case CMARK_NODE_TEXT:
        translate_words(reader, cursor, str_from(cmark_node_get_literal(from)),
                        reader->config->smart, to);
        break;
    case CMARK_NODE_SOFTBREAK: put_break(reader, cursor, NODE_SOFT_BREAK, to); break;
    case CMARK_NODE_LINEBREAK: put_break(reader, cursor, NODE_LINE_BREAK, to); break;
    case CMARK_NODE_CODE: put_code(reader, cursor, from, to); break;
    case CMARK_NODE_EMPH: put_container(reader, cursor, from, NODE_EMPH, to); break;
    case CMARK_NODE_STRONG: put_container(reader, cursor, from, NODE_STRONG, to); break;
    case CMARK_NODE_LINK: put_link(reader, cursor, from, to); break;
    case CMARK_NODE_IMAGE: put_image(reader, cursor, from, to); break;
    case CMARK_NODE_FOOTNOTE_REFERENCE: put_footnote(reader, cursor, from, to); break;
    default:
        put_marker(reader, cursor, from, to);
        break; /* raw HTML, of which our markers are a kind */
    }
}

void translate_inlines(struct reader *reader, struct cursor *cursor, cmark_node *from,
                       struct node *to)
{
    if (!enter_depth(reader, reader_span(reader, cursor->at, cursor->at)))
        return;
    for (cmark_node *node = cmark_node_first_child(from); node != NULL;
         node = cmark_node_next(node))
        put_inline(reader, cursor, node, to);
    leave_depth(reader);
    pair_inlines(reader, to);
}
