/*
 * One document by itself, without a project around it, in any of the formats that gloss reads.
 */
#ifndef GLOSS_READ_DOCUMENT_H
#define GLOSS_READ_DOCUMENT_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/doc.h"

enum read_format { READ_MARKDOWN, READ_GFM, READ_COMMONMARK, READ_JSON, READ_HTML };

/*
 * Half of NODE_DEPTH and less: a note's text is put
 * into the essay, and sections and passages around it.
 */
enum { READ_DEPTH = 180 };

/* The format of a name as `--from` takes it, and of a file's ending; false where there is none. */
bool read_format_by_name(struct str name, enum read_format *format);
bool read_format_by_ending(struct str ending, enum read_format *format);

/*
 * Read doc->source, by doc->site->config and doc->language, into doc->body and doc->meta.
 * Text    the source has passed source_of. The metadata are as pandoc has them: the texts of a
 *         front matter, which may have any keys, are inlines and blocks.
 * Owns    doc->arena.
 * Fails   false after at least one error in `diags`; the body is then what could be read.
 */
bool read_document(struct doc *doc, enum read_format format, struct diags *diags);

#endif
