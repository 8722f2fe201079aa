#include "read/markdown.h"

#include "read/reader.h"

/*
 * Half of NODE_DEPTH and less: a note's text is put
 * into the essay, and sections and passages around it.
 */
enum { MOST_DEPTH = 180, MOST_SEARCHES = 64 << 20 };

void read_init(void)
{
    parser_init();
}

static void translate(cmark_node *root, void *context)
{
    struct reader *reader = context;
    footnotes_find(reader, root);
    translate_blocks(reader, root, reader->root);
    check_footnotes(reader, root);
}

/* The line with the most `|` is where a table that outgrew the memory will have been. */
static struct span find_widest(const struct reader *reader)
{
    size_t most = 0, widest = 1;
    for (size_t line = 1; line <= reader->lines.count; line++) {
        size_t count = 0;
        for (size_t at = line_start(reader, (int)line); at < line_end(reader, (int)line); at++)
            count += reader->text.at[at] == '|';
        if (count > most) {
            most = count;
            widest = line;
        }
    }
    size_t start = line_start(reader, (int)widest);
    return reader_span(reader, start, line_end(reader, (int)widest));
}

static void report_memory(struct reader *reader)
{
    struct diag *diag = reader_report(reader, DIAG_TOO_LARGE, find_widest(reader),
                                      "reading this text needs more than %zu bytes of memory",
                                      reader->config->limits.parser_bytes);
    diag_help(diag, "a table that is filled up to its widest row grows like this; see `limits:`");
}

struct node *read_markdown(struct arena *arena, const struct config *config, struct str text,
                           struct span span, struct str language, struct diags *diags)
{
    struct node *root = node_new(arena, NODE_BLOCKS, span);
    struct reader reader = {.arena = arena,
                            .config = config,
                            .diags = diags,
                            .language = language,
                            .text = text,
                            .span = span,
                            .most_depth = MOST_DEPTH,
                            .searches = MOST_SEARCHES,
                            .entities = map_new(arena),
                            .root = root};
    lines_find(&reader);
    struct arena *scratch = arena_new();
    if (!parser_run(scratch, config->limits.parser_bytes, text, translate, &reader)) {
        report_memory(&reader);
        root = node_new(arena, NODE_BLOCKS, span);
    }
    arena_free(scratch);
    return root;
}
