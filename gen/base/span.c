#include "base/span.h"

#include "base/utf8.h"

struct span span_of(const struct source *source, size_t start, size_t end)
{
    size_t len = source != NULL ? source->text.len : 0;
    if (end > len)
        end = len;
    if (start > end)
        start = end;
    return (struct span){source, (uint32_t)start, (uint32_t)end};
}

struct span span_start(const struct source *source)
{
    return (struct span){source, 0, 0};
}

struct span span_union(struct span a, struct span b)
{
    if (a.source == NULL)
        return b;
    if (b.source == NULL || a.source->text.at != b.source->text.at)
        return a;
    a.start = a.start < b.start ? a.start : b.start;
    a.end = a.end > b.end ? a.end : b.end;
    return a;
}

struct str span_text(struct span span)
{
    return span.source != NULL ? str_slice(span.source->text, span.start, span.end) : STR_NONE;
}

static size_t line_start(struct str text, size_t offset)
{
    while (offset > 0 && text.at[offset - 1] != '\n')
        offset--;
    return offset;
}

/* A byte-order mark is no character of the first line. */
static size_t skip_mark(struct str text, size_t start)
{
    return start == 0 && str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : start;
}

static void find_place(struct str text, size_t offset, uint32_t *line, uint32_t *column)
{
    uint32_t lines = 1;
    for (size_t i = 0; i < offset; i++)
        lines += text.at[i] == '\n';
    size_t start = skip_mark(text, line_start(text, offset));
    *line = lines;
    *column = (uint32_t)utf8_count(str_slice(text, start, offset)) + 1;
}

struct place span_place(struct span span)
{
    struct place place = {0};
    if (span.source == NULL)
        return place;
    find_place(span.source->text, span.start, &place.line, &place.column);
    find_place(span.source->text, span.end, &place.end_line, &place.end_column);
    return place;
}

struct str span_line(struct span span)
{
    if (span.source == NULL)
        return STR_NONE;
    struct str text = span.source->text;
    size_t start = skip_mark(text, line_start(text, span.start));
    size_t end = start;
    while (end < text.len && text.at[end] != '\n')
        end++;
    if (end > start && text.at[end - 1] == '\r')
        end--;
    return str_slice(text, start, end);
}
