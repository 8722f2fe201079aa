#include "read/source.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"

/*
 * Spans count bytes in 32 bits, and cmark-gfm ends the
 * process over texts of a gigabyte: no limit may go beyond.
 */
enum { MOST_BYTES = 512 << 20 };

static size_t clamp_limit(size_t limit)
{
    return limit < MOST_BYTES ? limit : MOST_BYTES;
}

static void report_size(struct span here, size_t limit, struct diags *diags)
{
    struct diag *diag =
        diag_add(diags, DIAG_TOO_LARGE, here,
                 "the file is larger than %zu bytes, the limit for a source file", limit);
    diag_help(diag, "split it, or raise `source_bytes` under `limits:` in gloss.yaml");
}

static bool check_utf8(const struct source *source, struct diags *diags)
{
    size_t bad = utf8_check(source->text);
    if (bad == source->text.len)
        return true;
    unsigned byte = (unsigned char)source->text.at[bad];
    struct span here = span_of(source, bad, bad + 1);
    struct diag *diag = byte == 0
        ? diag_add(diags, DIAG_NOT_UTF8, here, "there is a zero byte here; text has none")
        : diag_add(diags, DIAG_NOT_UTF8, here, "the byte 0x%02X here is not UTF-8", byte);
    diag_help(diag, "save the file as UTF-8");
    return false;
}

struct source *source_of(struct arena *arena, struct str path, struct str text, size_t limit,
                         struct diags *diags)
{
    struct source *source = ARENA_NEW(arena, struct source);
    source->path = path;
    limit = clamp_limit(limit);
    if (text.len > limit) {
        report_size(span_start(source), limit, diags);
        return NULL;
    }
    source->text = text;
    return check_utf8(source, diags) ? source : NULL;
}

struct source *read_source(struct arena *arena, const struct site *site, struct str file,
                           struct diags *diags)
{
    struct source named = {.path = str_join(arena, site->shown_root, file)};
    size_t limit = clamp_limit(site->config.limits.source_bytes);
    struct str text;
    int error = file_read(arena, path_join(arena, site->root, file), limit, &text);
    if (error == EFBIG) {
        report_size(span_start(&named), limit, diags);
        return NULL;
    }
    if (error != 0) {
        char why[256];
        diag_add(diags, DIAG_CANNOT_READ, span_start(&named), "cannot read the file: %s",
                 strerror_r(error, why, sizeof why));
        return NULL;
    }
    return source_of(arena, named.path, text, limit, diags);
}

size_t source_body(const struct source *source)
{
    return str_starts(source->text, STR("\xEF\xBB\xBF")) ? 3 : 0;
}
