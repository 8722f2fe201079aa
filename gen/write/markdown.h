/*
 * The Markdown writer: a document in gloss's own Markdown, as read/ reads it.
 *
 * What is written reads back as the same tree, but for what Markdown has no form for: that is
 * written as the nearest thing which it has, with a warning (format-simplified) for the first of
 * each kind. gloss.1 lists both. No line is wrapped, and no text becomes markup.
 */
#ifndef GLOSS_WRITE_MARKDOWN_H
#define GLOSS_WRITE_MARKDOWN_H

#include "base/diag.h"
#include "base/out.h"
#include "model/node.h"

/*
 * Write `blocks`, with the texts of its footnotes behind them.
 * Text    UTF-8, with `\n` for line ends; the same for the same input, always.
 * Owns    what the writing needs is in out's arena; `blocks` is not changed.
 * Fails   never; what was simplified is in `diags`.
 */
void write_markdown(const struct node *blocks, struct out *out, struct diags *diags);

#endif
