/*
 * Ids from words: headings and notes get one where their author gave none (formats.md).
 */
#ifndef GLOSS_MODEL_SLUG_H
#define GLOSS_MODEL_SLUG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * The id of a heading with the plain text `text`: NFC, lower case, letters, their marks and digits
 * of any script kept, all else one hyphen, `s-` before a leading digit; "section" where nothing is
 * left.
 * Owns    `arena`.
 */
struct str slug_of(struct arena *arena, struct str text);

/*
 * Whether `label` is a label that notes and footnotes
 * may have: letters, digits, `-` and `_` of any script.
 */
bool slug_is_label(struct str label);

#endif
