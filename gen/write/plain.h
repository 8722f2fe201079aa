/*
 * The plain writer: the text of a document alone, laid out so that a person can read it. What it
 * writes is no markup, and reads back as nothing.
 */
#ifndef GLOSS_WRITE_PLAIN_H
#define GLOSS_WRITE_PLAIN_H

#include "base/out.h"
#include "model/node.h"

/*
 * Write `blocks`: paragraphs with empty lines between them and none wrapped, lists with their
 * marks, quotations indented by two and code by four, tables in columns, footnotes as [1] with
 * their texts at the end. Emphasis, addresses and what is raw are left out, as by pandoc.
 * Text    UTF-8, with `\n` for line ends; the same for the same input, always.
 * Owns    what the writing needs is in out's arena; `blocks` is not changed.
 * Fails   never.
 */
void write_plain(const struct node *blocks, struct out *out);

#endif
