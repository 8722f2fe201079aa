/* Lines of a notes file. */
#include "read/note_room.h"

struct text_line note_line_at(struct str text, size_t at)
{
    struct text_line line = {.start = at, .end = at};
    while (line.end < text.len && text.at[line.end] != '\n' && text.at[line.end] != '\r')
        line.end++;
    line.next = line.end < text.len ? line.end + 1 : line.end;
    if (line.end + 1 < text.len && text.at[line.end] == '\r' && text.at[line.end + 1] == '\n')
        line.next++;
    return line;
}

struct str note_line_text(struct str text, struct text_line line)
{
    return str_slice(text, line.start, line.end);
}

bool note_is_blank(struct str line)
{
    return str_trim(line).len == 0;
}

/* The line without up to three spaces of indentation; what is indented further is code. */
struct str note_unindent(struct str line)
{
    size_t spaces = 0;
    while (spaces < 3 && spaces < line.len && line.at[spaces] == ' ')
        spaces++;
    return str_slice(line, spaces, line.len);
}

size_t note_count_run(struct str line, char c)
{
    size_t count = 0;
    while (count < line.len && line.at[count] == c)
        count++;
    return count;
}

bool note_is_space_at(struct str line, size_t at)
{
    return at >= line.len || line.at[at] == ' ' || line.at[at] == '\t';
}

struct span notes_span(const struct notes_file *file, size_t start, size_t end)
{
    return span_of(file->source, start, end);
}
