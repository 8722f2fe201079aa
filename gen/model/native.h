/*
 * Trees in the notation of pandoc's `native` format, which is what Haskell shows of them: what
 * filters see of an element as text, and a format of `gloss convert`.
 *
 * Text is UTF-8 in, ASCII out. Nothing here fails.
 */
#ifndef GLOSS_MODEL_NATIVE_H
#define GLOSS_MODEL_NATIVE_H

#include "base/out.h"
#include "model/node.h"
#include "model/site.h"

/* One node: `Para [Str "a"]`. A part that pandoc has no name for is the list of what it holds. */
void native_put(const struct node *node, struct out *out);
/* The children of `node` as a list, but for the Caption of a Figure or Table. */
void native_put_children(const struct node *node, struct out *out);
/* `("id",["class"],[("key","value")])`; `attr` may be NULL. */
void native_put_attr(const struct attr *attr, struct out *out);

/* `Citation {citationId = …}` */
void native_put_citation(const struct citation *citation, struct out *out);

/* The document on one line, with its metadata (a map, or NULL): `Pandoc (Meta {…}) [Para …]`. */
void native_put_pandoc(const struct node *blocks, const struct value *meta, struct out *out);

/* A document's blocks, a block a line; with its metadata (a map, or NULL) where `whole`. */
void native_put_document(const struct node *blocks, const struct value *meta, bool whole,
                         struct out *out);

#endif
