/* The part of gloss.yaml that says how the PDFs are to look. */
#ifndef GLOSS_READ_CONFIG_PDF_H
#define GLOSS_READ_CONFIG_PDF_H

#include "model/site.h"
#include "read/yaml.h"

/*
 * What `pdf:` in `map` says, over what `pdf` holds.
 * Owns    the texts live in the arena of the map's reader.
 * Fails   wrong-type, bad-value or unknown-key at its place; what is wrong is left as it was.
 */
void config_put_pdf(struct yaml *map, struct pdf_config *pdf);

#endif
