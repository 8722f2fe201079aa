/* Any bytes as pandoc's JSON: no crash, no hang, and a tree that is the same when it is read again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/json.h"
#include "read/source.h"
#include "read_check.h"
#include "write/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_bytes(struct doc *doc, struct str text, struct diags *diags)
{
    doc->source = source_of(doc->arena, STR("x.json"), text, 1 << 20, diags);
    return doc->source != NULL && read_json(doc, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct doc doc = {.arena = arena};
    if (read_bytes(&doc, (struct str){(const char *)data, size}, diags)) {
        struct out first = out_new(arena), second = out_new(arena);
        check_tree(doc.body, doc.source->text);
        write_json(doc.body, doc.meta, &first);
        if (!read_bytes(&doc, out_str(&first), diags))
            check_fail("what was written cannot be read", doc.body);
        write_json(doc.body, doc.meta, &second);
        if (!str_eq(out_str(&first), out_str(&second)))
            check_fail("another document when it is read again", doc.body);
    }
    diags_free(diags);
    arena_free(arena);
    return 0;
}
