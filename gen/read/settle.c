/*
 * Settling: the last step over a block's inlines,
 * after which nothing of the parser's is left in it.
 */
#include "base/out.h"
#include "base/utf8.h"
#include "read/reader.h"

void report_raw_html(struct reader *reader, struct span span)
{
    struct diag *diag =
        reader_report(reader, DIAG_RAW_HTML_SHOWN, span, "this HTML is shown as text");
    diag_help(diag, "set `raw_html: true` under `markup:` in gloss.yaml to let HTML through");
}

/* A marker that found no partner: raw HTML where that is allowed, else the text that it is. */
static void settle_marker(struct reader *reader, struct node *marker)
{
    bool tag = marker->level == PIECE_TAG;
    marker->level = PIECE_WORD;
    if (tag && reader->config->raw_html) {
        marker->format = STR("html");
        return;
    }
    if (tag)
        report_raw_html(reader, marker->span);
    struct node *holder = node_new(reader->arena, NODE_SPAN, marker->span);
    translate_plain_words(reader, marker->text, marker->span, false, holder);
    node_replace(marker, holder);
    node_unwrap(holder);
}

/* `[^label]` that is still text is a mark without a footnote. */
static void check_undefined(struct reader *reader, const struct node *open)
{
    const struct node *label = open->next, *close = label != NULL ? label->next : NULL;
    if (open->level == PIECE_BRACKET && open->text.at[0] == '[' && label != NULL && close != NULL
        && label->kind == NODE_STR && label->text.len > 1 && label->text.at[0] == '^'
        && close->kind == NODE_STR && close->level == PIECE_BRACKET && close->text.at[0] == ']')
        report_undefined(reader, span_union(open->span, close->span),
                         str_slice(label->text, 1, label->text.len));
}

/* Join the pieces of one word, from `first` on, into it. */
static void join_pieces(struct reader *reader, struct node *first)
{
    first->level = PIECE_WORD;
    if (first->next == NULL || first->next->kind != NODE_STR)
        return;
    struct out out = out_new(reader->arena);
    out_raw(&out, first->text);
    while (first->next != NULL && first->next->kind == NODE_STR) {
        out_raw(&out, first->next->text);
        first->span = span_union(first->span, first->next->span);
        node_remove(first->next);
    }
    first->text = out_str(&out);
}

/*
 * The next node below `block`, without going into
 * footnotes: their blocks were settled when they were made.
 */
static struct node *next_inline(const struct node *block, const struct node *node)
{
    return node->kind == NODE_NOTE ? node_after(block, node) : node_next(block, node);
}

static void settle_markers(struct reader *reader, struct node *block)
{
    for (struct node *node = block->first, *next; node != NULL; node = next) {
        next = next_inline(block, node);
        if (node->kind == NODE_RAW_INLINE && node->level != PIECE_WORD)
            settle_marker(reader, node);
        else if (node->kind == NODE_STR && reader->dialect != DIALECT_COMMONMARK)
            check_undefined(reader, node);
    }
}

static bool leads_nowhere(const struct node *node)
{
    struct str target = str_trim(node->target);
    return node->kind == NODE_LINK && (target.len == 0 || str_is(target, "#"));
}

/*
 * Links to nothing, as texts have them that came out
 * of a PDF, are text from here on: filters see words.
 */
static void unwrap_empty_links(struct reader *reader, struct node *block)
{
    for (struct node *node = block->first, *next; node != NULL; node = next) {
        next = next_inline(block, node);
        if (!leads_nowhere(node))
            continue;
        struct diag *diag =
            reader_report(reader, DIAG_LINK_EMPTY, node->span,
                          "this link leads nowhere; its text is written without it");
        diag_help(diag, "fill in where it leads, or take the brackets away");
        node_unwrap(node);
    }
}

/* Spaces at the ends of a block of inlines show nothing. */
static void trim_ends(struct node *block)
{
    while (block->last != NULL && block->last->kind == NODE_SPACE)
        node_remove(block->last);
    while (block->first != NULL && block->first->kind == NODE_SPACE)
        node_remove(block->first);
}

/* What stands before the end of a line shows nothing either. */
static void trim_lines(struct node *block)
{
    for (struct node *node = block->first; node != NULL; node = next_inline(block, node))
        if ((node->kind == NODE_LINE_BREAK || node->kind == NODE_SOFT_BREAK) && node->prev != NULL
            && node->prev->kind == NODE_SPACE)
            node_remove(node->prev);
}

static bool is_cjk_at(const struct node *node, bool end)
{
    if (node == NULL || node->kind != NODE_STR || node->text.len == 0)
        return false;
    size_t at = 0;
    return utf8_is_cjk(end ? utf8_before(node->text, node->text.len, &at)
                           : utf8_next(node->text, &at));
}

/* A line that ends between two letters of a script without spaces ends in the source alone. */
static void join_cjk_lines(struct node *block)
{
    for (struct node *node = block->first, *next; node != NULL; node = next) {
        next = next_inline(block, node);
        if (node->kind == NODE_SOFT_BREAK && is_cjk_at(node->prev, true)
            && is_cjk_at(node->next, false))
            node_remove(node);
    }
}

void settle_inlines(struct reader *reader, struct node *block)
{
    bool ours = reader->dialect == DIALECT_GLOSS;
    settle_markers(reader, block);
    if (ours)
        unwrap_empty_links(reader, block);
    if (reader->config->smart)
        smarten(reader, block);
    for (struct node *node = block->first; node != NULL; node = next_inline(block, node))
        if (node->kind == NODE_STR)
            join_pieces(reader, node);
    if (ours)
        join_cjk_lines(block);
    else
        trim_lines(block);
    trim_ends(block);
}
