/* The one document or script that a verb was given, a file or standard input. */
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "press/room.h"
#include "read/source.h"

static bool read_input(struct arena *arena, size_t limit, struct str *text)
{
    struct out out = out_new(arena);
    char piece[1 << 16];
    for (size_t got; (got = fread(piece, 1, sizeof piece, stdin)) != 0;) {
        out_raw(&out, (struct str){piece, got});
        if (out.len > limit) /* source_of says it */
            break;
    }
    *text = out_str(&out);
    return ferror(stdin) == 0;
}

bool is_input(struct str file)
{
    return file.len == 0 || str_is(file, "-");
}

struct source *open_input(const struct site *site, struct str file, struct diags *diags)
{
    size_t limit = site->config.limits.source_bytes;
    struct source named = {.path = is_input(file) ? STR("standard input") : file};
    struct str text = STR_NONE;
    int error = 0;
    if (!is_input(file))
        error = file_read(site->arena, file, limit, &text);
    else if (!read_input(site->arena, limit, &text))
        error = errno != 0 ? errno : EIO;
    if (error == 0)
        return source_of(site->arena, named.path, text, limit, diags);
    if (error == EFBIG)
        diag_add(diags, DIAG_TOO_LARGE, span_start(&named),
                 "the file is larger than %zu bytes, the limit for a source file", limit);
    else
        diag_asked(diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "cannot read %.*s: %s",
                            STR_ARG(named.path), strerror(error)));
    return NULL;
}
