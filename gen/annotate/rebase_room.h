/* What the files of re-anchoring share. Private to annotate/. */
#ifndef GLOSS_ANNOTATE_REBASE_ROOM_H
#define GLOSS_ANNOTATE_REBASE_ROOM_H

#include "annotate/diff.h"
#include "annotate/rebase.h"
#include "annotate/room.h"

/* One text compared: the essay's or, for notes with `on`, that of what they are about. */
struct rebase {
    struct arena *arena;
    struct annotator old, new; /* the rendered and folded texts; `old` only where there is one */
    struct diff diff;
    bool has_old, has_new;
    LIST(struct rebase *) others; /* the essay's has those of all other texts */
};

/*
 * map.c: where the bytes from `start` to before `end` of the old folded text now stand, changed as
 * they may be.
 * Fails   false where nothing stands there any more.
 */
bool map_range(const struct rebase *rebase, size_t start, size_t end, size_t *to, size_t *to_end);
/* The same for a quotation with its passage. */
bool map_hit(const struct rebase *rebase, const struct hit *old, struct hit *hit);

/* propose.c: what note->quote_span should become; empty where a person has to see to it. */
struct str propose_context(struct rebase *rebase, const struct note *note,
                           const struct quotation *quotation, const struct hits *hits,
                           size_t index);
void propose_edit(struct rebase *rebase, struct fate *fate, const struct note *note,
                  const struct quotation *quotation, const struct hit *old, const struct hit *hit);

#endif
