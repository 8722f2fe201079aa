/* Any bytes as gloss.yaml, front matter and a glossary entry. */
#include <stdint.h>

#include "read/config.h"
#include "read/entry.h"
#include "read/markdown.h"
#include "read/meta.h"
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct site site = {.arena = arena};
    struct source *source =
        source_of(arena, STR("gloss.yaml"), (struct str){(const char *)data, size}, 1 << 20, diags);
    if (source != NULL) {
        struct meta meta;
        size_t body;
        read_config(arena, source, &site.config, diags);
        config_defaults(arena, &site.config);
        read_meta(arena, source, &site.config, PAGE_ESSAY, &meta, &body, diags);
        struct entry *entry = read_entry(arena, &site, source, STR("x"), diags);
        if (entry != NULL)
            check_tree(entry->definition, source->text);
    }
    diags_free(diags);
    arena_free(arena);
    return 0;
}
