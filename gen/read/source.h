/*
 * Opening what people wrote: the bytes of a file, known to be UTF-8 and of a size that spans can
 * name.
 */
#ifndef GLOSS_READ_SOURCE_H
#define GLOSS_READ_SOURCE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "base/str.h"
#include "model/site.h"

/*
 * The file at `file`, which is relative to site->root.
 * Text    checked to be UTF-8 without zero bytes; a byte-order mark is kept (see source_body).
 * Owns    `arena`.
 * Fails   NULL after cannot-read, too-large (limits.source_bytes) or not-utf8.
 */
struct source *read_source(struct arena *arena, const struct site *site, struct str file,
                           struct diags *diags);

/*
 * The same checks for bytes that are in memory already, such as standard input.
 * Text    `path` is what messages show; neither is copied.
 */
struct source *source_of(struct arena *arena, struct str path, struct str text, size_t limit,
                         struct diags *diags);

/* The first byte behind a byte-order mark: 0 or 3. */
size_t source_body(const struct source *source);

#endif
