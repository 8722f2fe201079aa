/* Any bytes as Markdown: no crash, no hang, and a tree that keeps its promises. */
#include <stdint.h>

#include "read/config.h"
#include "read/markdown.h"
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
    static const char *const languages[] = {"en", "de", "fr", "ja"};
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct config config;
    config_defaults(arena, &config);
    config.raw_html = size % 2 == 1;
    struct str text = {(const char *)data, size};
    struct source *source = source_of(arena, STR("x.md"), text, 1 << 20, diags);
    if (source != NULL) {
        struct node *root = read_markdown(arena, &config, source->text, span_of(source, 0, size),
                                          str_from(languages[size % 4]), diags);
        check_tree(root, source->text);
    }
    diags_free(diags);
    arena_free(arena);
    return 0;
}
