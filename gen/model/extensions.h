/*
 * The name of a format with pandoc's extensions behind it: markdown+smart-raw_html.
 *
 * What gloss can do with or without, it does as they say; the others, which are about what it does
 * always or never, are known and change nothing.
 */
#ifndef GLOSS_MODEL_EXTENSIONS_H
#define GLOSS_MODEL_EXTENSIONS_H

#include <stdbool.h>

#include "base/str.h"
#include "model/site.h"

enum extension_state { EXTENSION_UNSAID, EXTENSION_ON, EXTENSION_OFF };

struct extensions {
    enum extension_state smart, raw_html;
};

/*
 * Part `spec` into the format's name and what is said of extensions.
 * Fails   false where one is not known; its name is in `*unknown` then.
 */
bool extensions_take(struct str spec, struct str *format, struct extensions *extensions,
                     struct str *unknown);

/* Say of one extension whether it is on. False where none is of that name. */
bool extensions_set(struct extensions *extensions, struct str name, bool on);

/* Read as they say. */
void extensions_apply(const struct extensions *extensions, struct config *config);

#endif
