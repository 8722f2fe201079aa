/*
 * Markdown: CommonMark and GFM with footnotes and our extensions, as formats.md describes them,
 * into the model.
 */
#ifndef GLOSS_READ_MARKDOWN_H
#define GLOSS_READ_MARKDOWN_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "base/str.h"
#include "model/node.h"
#include "model/site.h"

/* Prepare the parser. Once a process, before any thread. */
void read_init(void);

/*
 * Read `text` into a tree whose root is a Blocks.
 * Text    either the bytes at `span` of its source, or what YAML made of them; the source is UTF-8
 *         without zero bytes.
 * Owns    `arena`; nothing of `text` is kept.
 * Fails   never NULL. What is wrong is in `diags`, and the tree has what could be read; after
 *         too-large it is empty.
 */
struct node *read_markdown(struct arena *arena, const struct config *config, struct str text,
                           struct span span, struct str language, struct diags *diags);

/*
 * The same for CommonMark and, with `gfm`, for GitHub's dialect of it: without our extensions, with
 * raw HTML as it stands, and with quotation marks and dashes as they were typed.
 */
struct node *read_commonmark(struct arena *arena, const struct config *config, bool gfm,
                             struct str text, struct span span, struct diags *diags);

#endif
