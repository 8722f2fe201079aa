#include "write/lines.h"

struct lines lines_new(struct out *out)
{
    return (struct lines){.out = out, .prefix = out_new(out->arena)};
}

void lines_begin(struct lines *lines)
{
    if (!lines->begun)
        out_raw(lines->out, out_str(&lines->prefix));
    lines->begun = true;
}

void lines_end(struct lines *lines)
{
    if (!lines->begun) {
        struct str prefix = out_str(&lines->prefix);
        while (prefix.len != 0 && prefix.at[prefix.len - 1] == ' ')
            prefix.len--;
        out_raw(lines->out, prefix);
    }
    out_char(lines->out, '\n');
    lines->begun = false;
}

size_t lines_enter(struct lines *lines, struct str first, struct str rest)
{
    size_t mark = lines->prefix.len;
    lines_begin(lines);
    out_raw(lines->out, first);
    out_raw(&lines->prefix, rest);
    return mark;
}

void lines_leave(struct lines *lines, size_t mark)
{
    lines->prefix.len = mark;
}

void lines_put_text(struct lines *lines, struct str text)
{
    for (size_t start = 0; start <= text.len;) {
        size_t end = start;
        while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
            end++;
        if (end > start) {
            lines_begin(lines);
            out_raw(lines->out, str_slice(text, start, end));
        }
        lines_end(lines);
        bool pair = end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n';
        start = end + 1 + pair;
    }
}

struct str lines_spaces(size_t count)
{
    return str_slice(STR("                "), 0, count);
}
