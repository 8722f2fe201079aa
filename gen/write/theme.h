/*
 * Themes: the templates, style sheets and words in themes/NAME, read once for a build.
 *
 * A theme is looked for in each of the site's data folders. Files are taken one by one from the
 * first folder that has them, so that a project may replace a single template, style sheet or file
 * of words:
 *
 *     themes/NAME/T.mustache        templates; those in a table of theme.c are required, all others
 *     are partials
 *     themes/NAME/assets/          published under assets/ with a hash in the name; style sheets
 *     are linked from every page,
 *                                  in the order of their names
 *     themes/NAME/strings/L.json   words in language L; what one lacks is taken from English
 */
#ifndef GLOSS_WRITE_THEME_H
#define GLOSS_WRITE_THEME_H

#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/site.h"
#include "write/sheet.h"
#include "write/template.h"
#include "write/words.h"

struct theme;

/*
 * Read the theme that the site's configuration names.
 * Owns    the caller, until theme_free; the site must live as long.
 * Fails   NULL after an error in `diags`: no-such-theme, template-syntax, template-no-partial,
 *         not-utf8, cannot-read.
 */
struct theme *theme_load(const struct site *site, struct diags *diags);
void theme_free(struct theme *theme);

/* Add the published assets to `sheets`, whose list grows in `arena`; their text is the theme's. */
void theme_assets(const struct theme *theme, struct arena *arena, struct sheets *sheets);

/* The templates. A theme is only read once it is loaded, by any number of threads. */
const struct templates *theme_templates(const struct theme *theme);

/* The words for a language tag; English, and `foreign`, where the theme does not speak it. */
struct words theme_words(const struct theme *theme, struct str language);

/* The style sheets: their number, and the n-th one's path under the output. */
size_t theme_style_count(const struct theme *theme);
struct str theme_style(const struct theme *theme, size_t n);

#endif
