/*
 * Essays as they were: at the last good build, whose sources are kept in the cache, or in git.
 */
#ifndef GLOSS_PRESS_EARLIER_H
#define GLOSS_PRESS_EARLIER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/doc.h"
#include "model/node.h"
#include "press/project.h"

/* Where the source `file` as it was at the last good build is kept. In `arena`. */
struct str earlier_path(const struct project *project, struct arena *arena, struct str file);

/*
 * The source of `file` as it was in the revision `rev`; where that is empty, at the last good build
 * or else in git's HEAD.
 * Text    checked to be UTF-8 within the limit of a source file.
 * Owns    `arena`.
 * Fails   false where it is not known; nothing is reported.
 */
bool earlier_text(const struct project *project, struct arena *arena, struct str file,
                  struct str rev, struct str *text);

/* Whether a note of `doc` answers another: then what it was is a matter of the notes files, too. */
bool earlier_has_replies(const struct doc *doc);

/*
 * `doc` as it was when its source was `text`, in the revision `rev` of which the notes files are
 * read, too, where a note answers another. What is wrong with it is of no interest any more.
 * Owns    doc->arena.
 * Fails   NULL where its front matter cannot be read.
 */
struct doc *earlier_doc(const struct project *project, struct doc *doc, struct str text,
                        struct str rev);

#endif
