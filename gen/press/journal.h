/*
 * The two lists that make publishing safe. The manifest says which files of the output are ours;
 * the journal says what is being put into place, so that a build that is killed meanwhile can be
 * completed. Publishing alone (publish.c) uses them.
 */
#ifndef GLOSS_PRESS_JOURNAL_H
#define GLOSS_PRESS_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "model/site.h"

/* Our own names under the output: the lists, and the folder where new files wait. */
#define MANIFEST ".gloss-files"
#define JOURNAL ".gloss-journal"
#define STAGE ".gloss-stage"

struct item {
    struct str path;
    enum format format;
    bool staged;
    bool given; /* this build has said what stands there */
    uint64_t hash;
};

/* An item in `arena`, with its own copy of `path`. */
struct item *item_new(struct arena *arena, enum format format, struct str path);

/*
 * Whether a file of that name may be published: it lies inside the output, both lists can hold it,
 * and it is none of our own.
 */
bool manifest_may_hold(struct arena *arena, struct str path);

/*
 * Add the items that the manifest of `output` lists to `items`, by their paths; none where there is
 * no manifest. Lines that lead out of the output are passed over.
 */
void manifest_read(struct arena *arena, struct str output, struct map *items);

/* The manifest of these items, which are sorted by path for it. In `arena`. */
struct str manifest_text(struct arena *arena, struct item **items, size_t count);

/*
 * Lay down the journal `text`, lines of "put PATH" and "drop PATH". From then on it will be carried
 * out, by this build or the next. An empty one is not written.
 * Fails   an errno value; nothing in the output has changed then.
 */
int journal_write(struct arena *arena, struct str output, struct str stage, struct str text);

/*
 * Do what the journal of `output` says with what is in `stage`, and remove it. What is done already
 * is passed over; where there is no journal, nothing happens.
 * Fails   an errno value; the journal stays for another try.
 */
int journal_finish(struct arena *arena, struct str output, struct str stage);

/*
 * The topmost folder of `path` under `output` that is a link, empty where none is. What lies behind
 * it is not in the output, whoever laid it: nothing is put or dropped there. That the output itself
 * is a link is its owner's wish.
 */
struct str output_link(struct arena *arena, struct str output, struct str path);

/*
 * Remove the file at `path` under `output`, and the folders that are empty then. Fails with an
 * errno value; a file that is not there, or lies behind a link, is no failure.
 */
int output_drop(struct arena *arena, struct str output, struct str path);

#endif
