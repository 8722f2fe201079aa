/* SHA-1, for pandoc.utils.sha1. Not for secrets. */
#ifndef GLOSS_FILTER_SHA1_H
#define GLOSS_FILTER_SHA1_H

#include "base/str.h"

/* The hash of `text` in hexadecimal, with an end. */
void sha1_hex(struct str text, char hex[41]);

#endif
