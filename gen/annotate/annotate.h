/*
 * Annotating: each note is tied to the passage that it quotes.
 *
 * A note's quotation is looked for in the folded text of the essay (model/fold.h) and has to stand
 * there exactly once. Then the passage is marked in the tree and the note put behind it, in the
 * shapes that model/node.h names.
 */
#ifndef GLOSS_ANNOTATE_ANNOTATE_H
#define GLOSS_ANNOTATE_ANNOTATE_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/doc.h"

/*
 * Put the notes of `doc` into its body; drafts and notes whose day has not come leave the document,
 * unless the site shows them.
 * Text    offsets are bytes; matching folds quotation marks, dashes and spaces, never letters.
 * Owns    doc's arena. The blocks of doc->notes[i].body move into the tree; `whole` and `lemma` are
 *         filled in.
 * Fails   false after at least one error in `diags`, those of all notes; the body is then as it was
 *         before.
 */
bool annotate_doc(struct doc *doc, struct diags *diags);

#endif
