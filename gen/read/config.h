/*
 * The site's configuration, gloss.yaml.
 */
#ifndef GLOSS_READ_CONFIG_H
#define GLOSS_READ_CONFIG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "model/site.h"

/* What holds where gloss.yaml says nothing, limits among them: for verbs that need no project. */
void config_defaults(struct arena *arena, struct config *config);

/*
 * Fill `config` from gloss.yaml, with defaults where it says nothing; without `notes.layers` there
 * is one layer, "note". `severity:` takes effect in `diags` at once.
 * Owns    `arena`; strings of the configuration are copies.
 * Fails   false after at least one error; `config` is then whole, with defaults for what could not
 *         be understood.
 */
bool read_config(struct arena *arena, const struct source *source, struct config *config,
                 struct diags *diags);

#endif
