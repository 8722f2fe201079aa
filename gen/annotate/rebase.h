/*
 * Re-anchoring: what an edit of an essay did to the passages of its notes.
 *
 * The essay as it was when the note was right, the essay as it is, and the note are compared three
 * ways. Outside the comparison's own mapping (annotate/diff.h) a note may move only to text that is
 * new, so that it never jumps to a look-alike of a passage that was taken out.
 */
#ifndef GLOSS_ANNOTATE_REBASE_H
#define GLOSS_ANNOTATE_REBASE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"
#include "model/doc.h"
#include "model/node.h"

enum verdict {
    VERDICT_ANCHORED, /* the same words at the same place */
    VERDICT_MOVED,    /* the same words at another place, in new text */
    VERDICT_EDITED,   /* the place is known, its words were changed */
    /*
     * The same words stand in new text, or what `on` names has other words now: what is meant is
     * open.
     */
    VERDICT_AMBIGUOUS,
    VERDICT_DELETED /* neither the words nor the place are left */
};

/* What became of a note's passage. */
struct fate {
    enum verdict verdict;
    bool moved;         /* moved, or edited and moved */
    bool needs_context; /* the quotation no longer means this place alone */
    bool whole;         /* nothing is quoted: on the whole essay, or on all of what `on` names */
    bool lost;          /* what `on` names is not there any more */
    bool known;         /* the passage was found in the old text too */
    bool built;         /* a build finds just one passage, here or elsewhere */
    size_t occurrence;  /* which the place is now, where note->occurrence means another; else 0 */
    struct str text;    /* the passage now, on one line; empty where it has none */
    struct str before;  /* the words directly before it */
    struct str was;     /* the passage as it was; empty where it is not known */
    struct span place;  /* of the passage in the essay; SPAN_NONE where it has none */
    /*
     * What the quotation should become: the bytes for note->quote_span; empty where it may stay as
     * it is, or where a person has to choose.
     */
    struct str proposal;
};

struct rebase;

/*
 * Prepare to ask about the notes of `doc`, which no one has annotated yet.
 * Text    `old` is the essay as it was, of which its body counts and, for replies, its notes; NULL
 *         where no old text is known: then all verdicts are what a build alone would say.
 * Owns    `arena`; the documents stay the caller's and must outlive it.
 */
struct rebase *rebase_new(struct arena *arena, struct doc *doc, struct doc *old);

/* What became of the passage of one of doc->notes. Nothing is changed. */
struct fate rebase_note(struct rebase *rebase, const struct note *note);

/* "anchored", "moved", "edited", "ambiguous", "deleted". */
const char *verdict_name(enum verdict verdict);

#endif
