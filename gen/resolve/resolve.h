/*
 * Names become places: sections, ids, numbers, and where each link leads. The last stage that
 * changes the tree; after it the writers only show what is there.
 */
#ifndef GLOSS_RESOLVE_RESOLVE_H
#define GLOSS_RESOLVE_RESOLVE_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/doc.h"
#include "model/site.h"

/*
 * Resolve a document whose notes are in its tree.
 *
 * Makes a Div .section of each top-level heading with what belongs to it; gives an id to every
 * heading; numbers notes, footnotes, figures and tables; gives every Link and Image its `ref` and
 * empty references their text; fills doc->headings, terms, files and roll, sorts doc->notes
 * (whole-essay notes, then by mark), and fills the page's targets, uses, promises and counts.
 * Owns    all in doc->arena; what the page keeps in doc->keep.
 * Fails   false after at least one error in `diags`; all mistakes of the document are reported.
 */
bool resolve_doc(struct doc *doc, struct diags *diags);

/*
 * Resolve the links in the definition of every entry,
 * and the entries that they name. Fails as resolve_doc.
 */
bool resolve_entries(struct site *site, struct page *glossary, struct diags *diags);

/*
 * Check the links from `page` to ids on other pages, when all pages have been resolved.
 * Fails   false after at least one error in `diags`. The promises are given back in any case.
 */
bool resolve_promises(struct page *page, struct diags *diags);

#endif
