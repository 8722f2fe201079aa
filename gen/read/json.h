/*
 * The JSON reader: documents as pandoc writes them, from pandoc-types 1.17 on.
 *
 * What the newest types have no more is read as what stands for it there: `Null` is nothing, a
 * table of the short form one of the long, an image alone whose title begins with `fig:` a Figure.
 */
#ifndef GLOSS_READ_JSON_H
#define GLOSS_READ_JSON_H

#include "base/diag.h"
#include "model/doc.h"

/*
 * Read doc->source into doc->body and doc->meta.
 * Text    JSON, UTF-8 without zero bytes.
 * Owns    doc->arena; every node has the start of the source for its place.
 * Fails   false after one error in `diags`: json-syntax with its place, json-shape with the path of
 *         the value that does not fit, too-deep. The body is then empty.
 */
bool read_json(struct doc *doc, struct diags *diags);

#endif
