#include "read/markdown.h"

#include "read/document.h"
#include "read/reader.h"

enum { MOST_SEARCHES = 64 << 20 };

void read_init(void)
{
    parser_init();
}

static void translate(cmark_node *root, void *context)
{
    struct reader *reader = context;
    footnotes_find(reader, root);
    translate_blocks(reader, root, reader->root);
    if (reader->dialect != DIALECT_COMMONMARK)
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

/* A reader whose text, language and dialect are set, on its way to a tree. */
static struct node *run(struct reader *reader)
{
    reader->most_depth = READ_DEPTH;
    reader->searches = MOST_SEARCHES;
    reader->entities = map_new(reader->arena);
    reader->root = node_new(reader->arena, NODE_BLOCKS, reader->span);
    lines_find(reader);
    struct arena *scratch = arena_new();
    size_t most = reader->config->limits.parser_bytes;
    if (!parser_run(scratch, most, reader->text, reader->dialect, translate, reader)) {
        report_memory(reader);
        reader->root = node_new(reader->arena, NODE_BLOCKS, reader->span);
    }
    arena_free(scratch);
    return reader->root;
}

struct node *read_markdown(struct arena *arena, const struct config *config, struct str text,
                           struct span span, struct str language, struct diags *diags)
{
    struct reader reader = {.arena = arena,
                            .config = config,
                            .diags = diags,
                            .language = language,
                            .text = text,
                            .span = span};
    return run(&reader);
}

struct node *read_commonmark(struct arena *arena, const struct config *config, bool gfm,
                             struct str text, struct span span, struct diags *diags)
{
    struct config plain = *config;
    plain.raw_html = true;
    plain.smart = false;
    struct reader reader = {.arena = arena,
                            .config = &plain,
                            .diags = diags,
                            .dialect = gfm ? DIALECT_GFM : DIALECT_COMMONMARK,
                            .text = text,
                            .span = span};
    return run(&reader);
}
