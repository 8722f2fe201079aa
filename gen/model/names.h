/*
 * How pandoc spells the values of its enumerations, in Lua, in JSON and in its native notation;
 * each in the order of the enum.
 */
#ifndef GLOSS_MODEL_NAMES_H
#define GLOSS_MODEL_NAMES_H

#include "model/node.h"

enum {
    ALIGNMENT_COUNT = 4,
    LIST_STYLE_COUNT = 7,
    LIST_DELIMITER_COUNT = 4,
    QUOTE_COUNT = 2,
    MATH_COUNT = 2,
    CITATION_MODE_COUNT = 3
};

extern const char *const alignment_names[ALIGNMENT_COUNT];
extern const char *const list_style_names[LIST_STYLE_COUNT];
extern const char *const list_delimiter_names[LIST_DELIMITER_COUNT];
extern const char *const quote_names[QUOTE_COUNT];
extern const char *const math_names[MATH_COUNT];
extern const char *const citation_mode_names[CITATION_MODE_COUNT];

#endif
