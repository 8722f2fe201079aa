/*
 * Checking DocBook against the schema of DocBook 5.0 in this process.
 *
 * The writer is valid by construction, so that this is a gate and no editor's help: what does not
 * pass is a bug in gloss.
 */
#ifndef GLOSS_XML_SCHEMA_H
#define GLOSS_XML_SCHEMA_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"

struct schema;

/* Make the XML library ready; once a process, before any thread. */
void schema_init(void);

/*
 * Read and compile docbook.rng: the file that the environment names in GLOSS_DOCBOOK_RNG, else the
 * one of Debian's docbook5-xml.
 * Owns    the caller, until schema_free. Any number of threads may check with one schema at once.
 * Fails   NULL after an error (cannot-read) in `diags` that names the package to install.
 */
struct schema *schema_load(struct diags *diags);
void schema_free(struct schema *schema);

/*
 * Whether `xml` is well formed and valid.
 * Text    UTF-8, without a document type; nothing is fetched, no entity is expanded.
 * Fails   false after one error (docbook-invalid) in `diags`, with the place in `xml` as the
 *         library names it.
 */
bool schema_check(struct schema *schema, struct str xml, struct str shown_path,
                  struct diags *diags);

#endif
