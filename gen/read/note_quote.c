/* The quotation of a note: the block quote right behind its heading. */
#include "base/out.h"
#include "read/markdown.h"
#include "read/note_room.h"

static bool is_quoted(struct str line)
{
    return str_starts(note_unindent(line), STR(">"));
}

/*
 * Whether a line behind a quotation opens a block of
 * its own, so that it does not join the quotation.
 */
static bool starts_block(struct str line)
{
    line = note_unindent(line);
    size_t digits = 0, hashes = note_count_run(line, '#');
    while (digits < line.len && line.at[digits] >= '0' && line.at[digits] <= '9')
        digits++;
    bool number = digits != 0 && digits < line.len
        && (line.at[digits] == '.' || line.at[digits] == ')') && note_is_space_at(line, digits + 1);
    char c = line.len != 0 ? line.at[0] : ' ';
    bool bullet = (c == '-' || c == '+' || c == '*') && note_is_space_at(line, 1);
    return number || bullet || (hashes >= 1 && hashes <= 6 && note_is_space_at(line, hashes))
        || note_count_run(line, '`') >= 3 || note_count_run(line, '~') >= 3
        || note_count_run(line, ':') >= 3 || str_starts(line, STR("***"))
        || str_starts(line, STR("---")) || str_starts(line, STR("___")) || c == '<'
        || str_starts(line, STR("[^"));
}

static void check_runs_on(struct notes_file *file, struct text_line line, bool open)
{
    struct str text = note_line_text(file->text, line);
    if (!open || line.start >= line.end || note_is_blank(text) || starts_block(text))
        return;
    file->fine = false;
    size_t start = line.start;
    while (note_is_space_at(file->text, start))
        start++;
    struct diag *diag =
        diag_add(file->diags, DIAG_NOTE_QUOTE_RUNS_ON, notes_span(file, start, line.end),
                 "this line would join the quotation above it");
    diag_help(diag, "add an empty line before it, or `>` if it belongs to the quotation");
}

/*
 * The quotation as a reader sees it. It may have been pasted from the essay's source, so that its
 * footnotes and references need not be defined here: what is found in it is not said.
 */
static struct node *read_quote(struct notes_file *file, struct span span)
{
    struct doc *doc = file->doc;
    struct diags *unsaid = diags_new();
    struct node *root =
        read_markdown(doc->arena, &doc->site->config, span_text(span), span, doc->language, unsaid);
    diags_free(unsaid);
    for (struct node *block = root->first, *next; block != NULL; block = next) {
        next = block->next;
        if (block->kind == NODE_BLOCK_QUOTE)
            node_unwrap(block);
    }
    return root;
}

/* The block quote at `*at`, if there is one before `end`; `*at` goes behind it. */
void note_take_quote(struct notes_file *file, struct note *note, size_t *at, size_t end)
{
    struct out quote = out_new(file->doc->arena);
    struct text_line line = note_line_at(file->text, *at);
    size_t start = line.start, stop = line.end;
    bool open = false;
    for (; line.start < end && is_quoted(note_line_text(file->text, line));
         line = note_line_at(file->text, line.next)) {
        size_t from = line.start + 1;
        while (file->text.at[from - 1] != '>')
            from++;
        from += from < line.end && file->text.at[from] == ' ';
        if (note->lines.count != 0)
            out_char(&quote, '\n');
        *LIST_ADD(&note->lines, file->doc->arena) =
            (struct quote_line){.offset = quote.len, .source = (uint32_t)from};
        out_raw(&quote, str_slice(file->text, from, line.end));
        open = !note_is_blank(str_slice(file->text, from, line.end));
        stop = line.end;
        *at = line.next;
    }
    note->quote = out_str(&quote);
    if (note->lines.count == 0)
        return;
    note->quote_span = notes_span(file, start, stop);
    note->quote_tree = read_quote(file, note->quote_span);
    if (line.start < end)
        check_runs_on(file, line, open);
}
