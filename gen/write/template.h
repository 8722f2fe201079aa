/*
 * Templates: Mustache, read once and rendered for every page.
 *
 * The language is that of the Mustache specification without lambdas: variables, sections, inverted
 * sections, comments, partials with their indentation, other delimiters, the implicit iterator and
 * dotted names. It has no logic, so that a theme can change what a page looks like but not what it
 * says. One thing is stricter than elsewhere: a name that no context has is an error, since a slip
 * of the pen would otherwise be a silent gap on every page. Contexts therefore always hold all
 * their names, with null, false or an empty list where there is nothing.
 */
#ifndef GLOSS_WRITE_TEMPLATE_H
#define GLOSS_WRITE_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/out.h"
#include "base/span.h"
#include "base/str.h"

/* Templates that know each other by name. */
struct templates;

/*
 * An empty set.
 * Owns    `arena`, as all that is added to it.
 */
struct templates *templates_new(struct arena *arena);

/* Let one rendering write no more than that, 16 bytes for each piece of a template counted in. */
void templates_limit(struct templates *templates, size_t bytes);

/*
 * Read `source` and add it as `name`, unless there is one of that name.
 * Owns    nothing is copied: `name` and `source` must live as long as the set.
 * Fails   false after template-syntax with its place in `diags`; nothing is added then.
 */
bool templates_add(struct templates *templates, struct str name, const struct source *source,
                   struct diags *diags);

/* Whether there is a template of that name. */
bool templates_has(const struct templates *templates, struct str name);

/*
 * Whether each partial that a template includes is there.
 * Fails   false after a template-no-partial with its place for each that is missing.
 */
bool templates_check(const struct templates *templates, struct diags *diags);

/*
 * Write the template `name` to `out`. A name is looked for in the objects that sections have
 * opened, the innermost first, then in `contexts` from the last to the first. The set and the
 * contexts are only read, so that many threads may render at once.
 * Text    values are escaped for text and double-quoted attributes of HTML; those of {{{name}}} and
 *         {{&name}} are not.
 * Fails   false after an error in `diags`: template-unknown-name, template-no-partial, or
 *         template-syntax where partials include each other without end or the result grows over
 *         its limit. What was written stays.
 */
bool template_render(const struct templates *templates, struct str name,
                     const json_t *const *contexts, size_t count, struct out *out,
                     struct diags *diags);

#endif
