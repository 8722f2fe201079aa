/*
 * Folding: essay and quotation in the form in which they are compared.
 *
 * A quotation is compared with what a reader sees, not with Markdown: first the tree is rendered
 * (its literals, one after the other), then the rendered text is folded (composition, white space,
 * quotation marks, dashes, invisible characters). Both steps keep where every byte came from, so
 * that a match in folded text leads back to the nodes. Case and diacritics are never folded.
 */
#ifndef GLOSS_MODEL_FOLD_H
#define GLOSS_MODEL_FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/span.h"
#include "base/str.h"
#include "model/node.h"

/* A node that gives text of its own, and which bytes of the rendered text are its. */
struct rendered_piece {
    struct node *node;
    uint32_t start, end;
};

/* The text of a tree as a reader sees it, with the nodes that it came from in document order. */
struct rendered {
    struct str text;
    LIST(struct rendered_piece) pieces;
};

/*
 * The rendered text of what is below `root` (of a Note or an Image too, if the root is one).
 * Text    literals as they are, a space for breaks and `<br>`, a line end at the edges of blocks,
 *         items and cells; nothing for images, marks of footnotes and notes, citations and raw
 *         markup.
 * Owns    `arena`; the pieces point into the tree.
 */
struct rendered fold_render(struct arena *arena, struct node *root);

/*
 * The first piece that ends after byte `offset` of the
 * rendered text; their number where there is none.
 */
size_t rendered_find(const struct rendered *rendered, size_t offset);

/* Where in the source the bytes from `start` to before `end` of the rendered text stand. */
struct span rendered_span(const struct rendered *rendered, size_t start, size_t end);

/*
 * Where in the source the bytes from `start` to before `end` of a text node's literal stand:
 * exactly where the source has the literal byte for byte, else (entities, escapes, smart
 * punctuation) all of the node.
 */
struct span rendered_node_span(const struct node *node, size_t start, size_t end);

/* A text in the form in which it is compared. */
struct folded {
    struct str text;
    const uint32_t *start,
        *end; /* for each of its bytes, where its letter begins and ends in the text before */
};

/*
 * Fold `text`.
 * Text    NFC by cluster; soft hyphens, zero-width spaces and marks of direction are dropped,
 *         joiners kept; all white space is one space, none between CJK letters or at the ends;
 *         quotation marks are ' or ", dashes and runs of them -, ellipses and ligatures their
 *         letters.
 * Owns    `arena`.
 */
struct folded fold_text(struct arena *arena, struct str text);

#endif
