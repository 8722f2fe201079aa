/* Any bytes as a notes file. */
#include <stdint.h>

#include "read/config.h"
#include "read/markdown.h"
#include "read/notes.h"
#include "read/source.h"
#include "read_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    read_init();
    return 0;
}

/* Each line of a quotation stands in the file where its map says. */
static void check_quote(const struct note *note, struct str text)
{
    for (size_t i = 0; i < note->lines.count; i++) {
        struct quote_line line = note->lines.at[i];
        size_t end = i + 1 < note->lines.count ? note->lines.at[i + 1].offset - 1 : note->quote.len;
        struct str quoted = str_slice(note->quote, line.offset, end);
        if (!str_eq(quoted, str_slice(text, line.source, line.source + quoted.len)))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct site site = {.arena = arena, .drafts = true, .today = STR("2024-01-01")};
    struct page page = {.kind = PAGE_ESSAY};
    config_defaults(arena, &site.config);
    struct doc doc = {.arena = arena, .site = &site, .page = &page, .language = STR("en")};
    struct source *source =
        source_of(arena, STR("n.md"), (struct str){(const char *)data, size}, 1 << 20, diags);
    struct str essay;
    struct span span;
    if (source != NULL && read_notes_head(arena, source, &essay, &span, diags))
        read_notes(&doc, source, diags);
    for (size_t i = 0; i < doc.notes.count; i++) {
        check_tree(doc.notes.at[i].body, source->text);
        check_quote(&doc.notes.at[i], source->text);
    }
    diags_free(diags);
    arena_free(arena);
    return 0;
}
