/* Where things stand: lines and columns of cmark-gfm, offsets in the text, places in the source. */
#include <stdarg.h>
#include <string.h>

#include "read/reader.h"

enum { MOST_REPORTS = 500 };

struct diag *reader_report(struct reader *reader, enum diag_kind kind, struct span span,
                           const char *format, ...)
{
    bool error = diags_severity(reader->diags, kind) == SEVERITY_ERROR;
    size_t *count = error ? &reader->errors : &reader->warnings;
    if (*count >= MOST_REPORTS)
        return NULL;
    ++*count;
    va_list args;
    va_start(args, format);
    struct str message = str_vfmt(reader->arena, format, args);
    va_end(args);
    return diag_add(reader->diags, kind, span, "%.*s", STR_ARG(message));
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Whether the text is a part of the source as it stands there. */
static bool is_part(const struct reader *reader)
{
    const struct source *source = reader->span.source;
    uintptr_t text = (uintptr_t)reader->text.at;
    uintptr_t all = source != NULL ? (uintptr_t)source->text.at : 0;
    return source != NULL && source->text.at != NULL && text >= all
        && text + reader->text.len <= all + source->text.len;
}

/*
 * A text that YAML gave has lost its indentation, so each line is looked for in the source, in
 * order. A line that YAML wrote otherwise (folded, escaped) has no place but the whole.
 */
static void find_in_source(struct reader *reader, struct line *line, size_t end, size_t *from)
{
    struct str bytes = str_trim(str_slice(reader->text, line->at, end));
    struct str all = span_text(reader->span);
    size_t lead = 0;
    while (line->at + lead < end && bytes.len != 0 && reader->text.at + line->at + lead != bytes.at)
        lead++;
    size_t hit = bytes.len != 0 ? str_find(all, bytes, *from) : all.len + 1;
    line->known = hit + bytes.len <= all.len && hit >= lead;
    if (!line->known)
        return;
    line->source = reader->span.start + hit - lead;
    *from = hit + bytes.len;
}

void lines_find(struct reader *reader)
{
    struct str text = reader->text;
    bool part = is_part(reader);
    size_t base = part ? (size_t)(text.at - reader->span.source->text.at) : 0, from = 0;
    reader->part = part;
    reader->base = base;
    for (size_t at = 0, next; at < text.len || at == 0; at = next) {
        size_t end = at;
        while (end < text.len && !is_line_end(text.at[end]))
            end++;
        next = end < text.len ? end + 1 : end;
        if (end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n')
            next++;
        struct line *line = LIST_ADD(&reader->lines, reader->arena);
        *line = (struct line){.at = at, .end = end, .source = base + at, .known = part};
        if (!part)
            find_in_source(reader, line, end, &from);
        if (next == at)
            break;
    }
}

size_t line_of(const struct reader *reader, size_t offset)
{
    size_t low = 0, high = reader->lines.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (reader->lines.at[middle].at <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

struct span reader_span(const struct reader *reader, size_t start, size_t end)
{
    if (reader->part)
        return span_of(reader->span.source, reader->base + start, reader->base + end);
    const struct line *first = &reader->lines.at[line_of(reader, start) - 1];
    const struct line *last = &reader->lines.at[line_of(reader, end > start ? end - 1 : end) - 1];
    if (!first->known || !last->known)
        return reader->span;
    return span_of(reader->span.source, first->source + start - first->at,
                   last->source + end - last->at);
}

size_t line_start(const struct reader *reader, int line)
{
    size_t count = reader->lines.count, n = line > 0 ? (size_t)line : 1;
    return n <= count ? reader->lines.at[n - 1].at : reader->text.len;
}

size_t line_end(const struct reader *reader, int line)
{
    size_t count = reader->lines.count, n = line > 0 ? (size_t)line : 1;
    return n <= count ? reader->lines.at[n - 1].end : reader->text.len;
}

/*
 * A table may begin with the last line of what was a paragraph. cmark-gfm then gives the table the
 * paragraph's first line, and the paragraph, which it makes anew, none at all; only rows below the
 * header are where they say.
 */
int table_line(cmark_node *table)
{
    int first = cmark_node_get_start_line(table);
    cmark_node *header = cmark_node_first_child(table);
    cmark_node *row = header != NULL ? cmark_node_next(header) : NULL;
    int line =
        row != NULL ? cmark_node_get_start_line(row) - 2 : cmark_node_get_end_line(table) - 1;
    return line > first ? line : first;
}

/* The table whose first lines were made a paragraph without a place; NULL for all other blocks. */
static cmark_node *find_table_behind(cmark_node *block)
{
    return cmark_node_get_start_line(block) == 0 ? cmark_node_next(block) : NULL;
}

static bool is_late_table(cmark_node *block)
{
    return (cmark_node_get_type(block) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK
        && strcmp(cmark_node_get_type_string(block), "table") == 0
        && table_line(block) != cmark_node_get_start_line(block);
}

static size_t written_start(const struct reader *reader, cmark_node *block)
{
    int line = cmark_node_get_start_line(block), column = cmark_node_get_start_column(block);
    size_t start = line_start(reader, line), end = line_end(reader, line);
    size_t at = start + (column > 0 ? (size_t)column - 1 : 0);
    return at < end ? at : end;
}

size_t block_start(const struct reader *reader, cmark_node *block)
{
    cmark_node *table = find_table_behind(block);
    if (table != NULL)
        return written_start(reader, table);
    if (!is_late_table(block))
        return written_start(reader, block);
    int line = table_line(block);
    return skip_prefix(reader, line_start(reader, line), line_end(reader, line), reader->quotes);
}

size_t block_end(const struct reader *reader, cmark_node *block)
{
    cmark_node *table = find_table_behind(block);
    if (table != NULL)
        return line_end(reader, table_line(table) - 1);
    int first = cmark_node_get_start_line(block), last = cmark_node_get_end_line(block);
    return line_end(reader, last > first ? last : first);
}

/* Blocks end where their text does; cmark-gfm counts the empty lines behind a list to it. */
struct span block_span(const struct reader *reader, cmark_node *block)
{
    size_t start = block_start(reader, block), end = block_end(reader, block);
    while (end > start
           && (is_line_end(reader->text.at[end - 1]) || reader->text.at[end - 1] == ' '))
        end--;
    return reader_span(reader, start, end);
}

size_t skip_prefix(const struct reader *reader, size_t at, size_t end, int quotes)
{
    for (; at < end; at++) {
        char c = reader->text.at[at];
        if (c == '>' && quotes > 0)
            quotes--;
        else if (c != ' ' && c != '\t')
            return at;
    }
    return at;
}
