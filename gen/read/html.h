/*
 * The HTML reader: pages and pieces of them, as pandoc reads them.
 *
 * What has no element of its own in the model keeps its words; scripts, styles and comments are
 * left out. Notes that are marked by their roles (doc-noteref, doc-endnotes), as gloss and pandoc
 * write them, are Notes again.
 */
#ifndef GLOSS_READ_HTML_H
#define GLOSS_READ_HTML_H

#include "base/diag.h"
#include "model/doc.h"

/*
 * Read doc->source into doc->body and doc->meta (title, lang, and what `meta` names), within
 * doc->site->config.limits.
 * Text    any bytes that have passed source_of.
 * Owns    doc->arena; words have their places in the source, other nodes that of their tag.
 * Fails   false after one error in `diags`: too-deep, or too-large for a table. The body is then
 *         empty.
 */
bool read_html(struct doc *doc, struct diags *diags);

#endif
