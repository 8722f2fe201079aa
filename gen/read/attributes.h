/*
 * Attributes in braces: {#id .class key=value key="a value"}.
 */
#ifndef GLOSS_READ_ATTRIBUTES_H
#define GLOSS_READ_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/node.h"

/*
 * Read `text`, which begins with `{` and should end with its `}`.
 * Owns    `arena`; an id, class or value without escapes stays a part of `text`.
 * Fails   false; `*bad` is then the offset of what is wrong and `*why` says in lower case what it
 *         is.
 */
bool attributes_read(struct arena *arena, struct str text, struct attr *attr, size_t *bad,
                     const char **why);

/* Whether `text` opens attributes rather than prose: `{#`, `{.` or `{key=`. */
bool attributes_open(struct str text);

/*
 * The length of the attributes that `text` begins with, to
 * behind their `}`; 0 where they never close on this line.
 */
size_t attributes_length(struct str text);

#endif
