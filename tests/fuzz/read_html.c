/* Any bytes as a page of HTML: no crash, no hang, and a tree that keeps its promises. */
#include <stdint.h>

#include "read/config.h"
#include "read/html.h"
#include "read/source.h"
#include "read_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct site site = {.arena = arena};
    struct doc doc = {.arena = arena, .site = &site};
    config_defaults(arena, &site.config);
    site.config.limits.table_cells = 1000;
    struct str text = {(const char *)data, size};
    doc.source = source_of(arena, STR("x.html"), text, 1 << 20, diags);
    if (doc.source != NULL) {
        read_html(&doc, diags);
        check_tree(doc.body, doc.source->text);
    }
    diags_free(diags);
    arena_free(arena);
    return 0;
}
