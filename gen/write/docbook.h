/*
 * The DocBook writer: an essay as an article of DocBook 5.0, the glossary as a glossary.
 *
 * What is written is valid by construction: docbook_nesting.def says what may stand where, and what
 * may not is written in another way, with a notice (docbook-simplified) that names the place in the
 * source.
 */
#ifndef GLOSS_WRITE_DOCBOOK_H
#define GLOSS_WRITE_DOCBOOK_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/doc.h"
#include "model/site.h"
#include "write/sheet.h"

/*
 * Write the resolved `doc` to the sheet PATH/SLUG.xml and add what it carries to `roll`.
 * Text    UTF-8, with `\n` for line ends; the same for the same input, always.
 * Owns    the sheet and the roll's strings live in doc->arena.
 * Fails   an essay without a body is an error (empty-essay) in `diags`, and no sheet is added.
 */
void write_docbook_essay(struct doc *doc, struct sheets *sheets, struct roll *roll,
                         struct diags *diags);

/*
 * Write the resolved `doc` to `out`: with `whole` as an article, else what stands in one.
 * Text    as above; what is no article has no namespace of its own.
 */
void write_docbook_alone(struct doc *doc, bool whole, struct out *out, struct diags *diags);

/*
 * Write all entries, with the pages that use them, to the sheet glossary/glossary.xml; nothing
 * without entries.
 * Text    as above.
 * Owns    the sheet lives in `arena`; `site` is only read.
 * Fails   never; what DocBook carries only in part is a notice.
 */
void write_docbook_glossary(const struct site *site, struct arena *arena, struct sheets *sheets,
                            struct diags *diags);

#endif
