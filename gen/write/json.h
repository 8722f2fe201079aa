/*
 * The JSON writer: a document as pandoc's JSON, pandoc-types 1.23.1, which pandoc 3 reads.
 *
 * What pandoc has no kind for is written as the model has it, with its classes and attributes; a
 * task is its box, as pandoc's own readers give it.
 */
#ifndef GLOSS_WRITE_JSON_H
#define GLOSS_WRITE_JSON_H

#include "base/out.h"
#include "model/node.h"
#include "model/site.h"

/*
 * Write the whole document: `blocks` with its metadata (a map, or NULL).
 * Text    UTF-8 on one line with a line end; keys of metadata in the order of their bytes.
 * Fails   never.
 */
void write_json(const struct node *blocks, const struct value *meta, struct out *out);
/* The same without the line end. */
void write_json_document(const struct node *blocks, const struct value *meta, struct out *out);

/* Write one node of any kind; one that holds inlines or blocks is the array of them. */
void write_json_node(const struct node *node, struct out *out);

#endif
