/* What XML takes as a name and as an address. */
#ifndef GLOSS_XML_NAME_H
#define GLOSS_XML_NAME_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Whether the code point may stand in an NCName (XML 1.0,
 * fourth edition, as schema validators read it), or begin one.
 */
bool name_may_hold(uint32_t code);
bool name_may_begin(uint32_t code);

/* Whether the terminated string `url` is a URI reference. */
bool url_is_valid(const char *url);

#endif
