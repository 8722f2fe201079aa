/*
 * Fenced divs: `::: {.class}` or `::: class` opens, `:::`
 * closes. The parser hands their lines on as leaves.
 */
#include "read/attributes.h"
#include "read/reader.h"

bool is_fence_line(const struct reader *reader, cmark_node *block)
{
    return cmark_node_get_type(block) == CMARK_NODE_THEMATIC_BREAK
        && reader->text.len > block_start(reader, block)
        && reader->text.at[block_start(reader, block)] == ':';
}

/*
 * What is behind the colons, without the colons that may close such a line. Within a quotation
 * cmark-gfm counts an empty line behind it to the block.
 */
static struct str find_words(const struct reader *reader, cmark_node *block)
{
    size_t at = block_start(reader, block), start = 0;
    struct str line = str_slice(reader->text, at, line_end(reader, (int)line_of(reader, at)));
    while (start < line.len && line.at[start] == ':')
        start++;
    line = str_trim(str_slice(line, start, line.len));
    while (line.len != 0 && line.at[line.len - 1] == ':')
        line.len--;
    return str_trim(line);
}

static void put_words_of_div(struct reader *reader, struct str words, struct node *div)
{
    struct attr attr;
    if (words.at[0] == '{') {
        size_t start = (size_t)(words.at - reader->text.at);
        if (read_attributes(reader, words, start, &attr))
            merge_attributes(reader, div, &attr);
        return;
    }
    for (struct str word; str_word(&words, &word);)
        node_add_class(reader->arena, div, word);
    check_classes(reader, div);
}

static struct node *open_div(struct reader *reader, struct open_divs *divs, cmark_node *block,
                             struct str words, struct node *to)
{
    struct span span = block_span(reader, block);
    if (!enter_block(reader, span))
        return to;
    struct node *div = node_new(reader->arena, NODE_DIV, span);
    put_words_of_div(reader, words, div);
    node_append(to, div);
    *LIST_ADD(&divs->open, reader->arena) = div;
    return div;
}

static struct node *close_div(struct reader *reader, struct open_divs *divs, cmark_node *block,
                              struct node *to)
{
    struct span span = block_span(reader, block);
    if (divs->open.count == 0) {
        struct diag *diag = reader->too_deep
            ? NULL
            : reader_report(reader, DIAG_DIV_UNOPENED, span, "this `:::` closes nothing");
        diag_help(diag, "a div opens with `::: name` or `::: {.name}`");
        return to;
    }
    struct node *div = divs->open.at[--divs->open.count];
    div->span = span_union(div->span, span);
    leave_block(reader);
    return div->parent;
}

struct node *put_fence_line(struct reader *reader, struct open_divs *divs, cmark_node *block,
                            struct node *to)
{
    struct str words = find_words(reader, block);
    return words.len != 0 ? open_div(reader, divs, block, words, to)
                          : close_div(reader, divs, block, to);
}

void close_divs(struct reader *reader, struct open_divs *divs)
{
    while (divs->open.count != 0) {
        struct node *div = divs->open.at[--divs->open.count];
        struct diag *diag = reader_report(reader, DIAG_DIV_UNCLOSED, div->span,
                                          "the div that opens here is never closed");
        diag_help(diag, "put a line `:::` behind its last block, in the same list or quotation");
        leave_block(reader);
    }
}
