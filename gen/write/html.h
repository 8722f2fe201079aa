/*
 * The HTML writer: each page with its notes, the lists, the glossary.
 *
 * What a page says is written here; how it is arranged is the theme's (theme.h), within the
 * skeleton that themes keep. No page holds a script, a style sheet or a style attribute, so that a
 * strict content security policy is possible.
 */
#ifndef GLOSS_WRITE_HTML_H
#define GLOSS_WRITE_HTML_H

#include "base/diag.h"
#include "base/out.h"
#include "model/doc.h"
#include "model/site.h"
#include "write/sheet.h"
#include "write/theme.h"

/*
 * Write the resolved `doc` to the sheets PATH/index.html and, where it has notes, PATH/notes.css,
 * and add what the page carries to `roll`. The home page and sections are not written yet: their
 * text is kept for write_html_lists.
 * Text    UTF-8, with `\n` for line ends; the same for the same input, always.
 * Owns    sheets and roll live in doc->arena; what lists need of the page (abstract_html, strokes)
 *         in doc->keep.
 * Fails   a template that is wrong is an error in `diags`, and no page is added.
 */
void write_html_page(struct doc *doc, const struct theme *theme, struct sheets *sheets,
                     struct roll *roll, struct diags *diags);

/*
 * Write the body of the resolved `doc` and its notes, without a page around them: headings have the
 * level that they have in the tree. With `whole`, as a document of its own with a title.
 * Text    as above. Owns: what `out` is in.
 */
void write_html_alone(const struct doc *doc, const struct theme *theme, bool whole,
                      struct out *out);

/*
 * Write the pages that are made of others: home, the sections, the glossary (if there are entries)
 * and 404.html, whose links start at base_url's path, since a server sends it for any address.
 * Text    as above.
 * Owns    the sheets live in `arena`; `site` is only read, after the last write_html_page.
 * Fails   a template that is wrong is an error in `diags`, and its page is not added.
 */
void write_html_lists(const struct site *site, const struct theme *theme, struct arena *arena,
                      struct sheets *sheets, struct diags *diags);

#endif
