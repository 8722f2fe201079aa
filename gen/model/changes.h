/*
 * What became of a tree: the lines that went and the lines that came, for eyes.
 *
 * Trees are compared from the root down; subtrees that are equal are passed over whole, so that the
 * work grows with the size of the trees and, where much was changed, not much faster.
 */
#ifndef GLOSS_MODEL_CHANGES_H
#define GLOSS_MODEL_CHANGES_H

#include "model/node.h"

/*
 * Add to `out` what makes `after` another tree than `before`; either may be NULL for an empty one.
 * For each element among whose children something changed: a line with its place in the source and
 * the way to it from `root` (node_trail), the source's line, and the children that went (`-`) and
 * came (`+`) with their neighbours. Nothing where the trees are equal in all but the places.
 */
void node_changes(const struct node *before, const struct node *after, const char *root,
                  struct out *out);

#endif
