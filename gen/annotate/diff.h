/*
 * What became of a text: which of its words stand in the later one, in their order.
 *
 * Both texts are folded (model/fold.h) and cut into tokens: words, single letters where a script
 * has no spaces between words, single signs. Tokens that stand once in both are aligned first
 * (patience), the stretches between them by Myers' comparison. White space is no token, so that
 * a paragraph that was split or wrapped anew is the same text.
 */
#ifndef GLOSS_ANNOTATE_DIFF_H
#define GLOSS_ANNOTATE_DIFF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define DIFF_NONE UINT32_MAX

/* Bytes of the text; equal words have equal symbols, in both texts. */
struct token {
    uint32_t start, end, symbol;
};

struct tokens {
    struct token *at;
    size_t count;
};

struct diff {
    struct tokens old, new;
    uint32_t *to;   /* for each old token the new one that it became, DIFF_NONE for none; rising */
    uint32_t *from; /* for each new token the old one that it was, DIFF_NONE for new text */
};

/*
 * Compare two folded texts.
 * Text    valid UTF-8 of less than 4 GiB.
 * Owns    `arena`.
 * Fails   never; where a comparison would cost too much, tokens count as changed.
 */
struct diff diff_texts(struct arena *arena, struct str old, struct str new);

/* The first token that ends after byte `offset`; their number where there is none. */
size_t token_at(const struct tokens *tokens, size_t offset);

#endif
