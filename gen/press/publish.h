/*
 * Publishing: what a build made takes the place of what stood there, whole or not at all.
 *
 * Files that differ are staged inside the output folder; a journal says what will be renamed and
 * removed; then it is done. A build that is killed before the journal has changed nothing, one that
 * is killed after it is completed by the next. Gloss deletes only files that it wrote: the manifest
 * (`.gloss-files`) lists them with their formats.
 */
#ifndef GLOSS_PRESS_PUBLISH_H
#define GLOSS_PRESS_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/site.h"

struct publish;

struct publish_counts {
    size_t files, written, removed;
};

/*
 * Begin to publish into the folder `output` (`shown` in messages), after completing or undoing what
 * a killed build left.
 * `dry`   compare only; nothing is written, not even a folder.
 * Fails   NULL after an error in `diags`.
 */
struct publish *publish_open(struct str output, struct str shown, bool dry, struct diags *diags);

/*
 * `text` shall stand at `path` under the output; it is staged if it differs from what is there.
 * Threads may call it at the same time, each with its own `diags`.
 * Fails   false after an error: a file that is not ours is in the way, this build gave the place
 *         another text before, no site has files of that name, or the disk refuses.
 */
bool publish_text(struct publish *publish, enum format format, struct str path, struct str text,
                  struct diags *diags);

/*
 * The same for a file that exists already, which is copied. `from` is opened as it is; messages
 * name it as `shown`.
 */
bool publish_file(struct publish *publish, enum format format, struct str path, struct str from,
                  struct str shown, struct diags *diags);

/*
 * What an earlier build wrote at `path` stays although this one did not make it: the last good PDF
 * of a document that failed. Nothing happens where there is no such file of ours.
 */
void publish_keep(struct publish *publish, enum format format, struct str path);

/*
 * Put everything in its place. Files of `formats` that an earlier build wrote and this one did not
 * are removed when `all` is true (a build of one essay removes nothing).
 * Owns    `publish` is gone afterwards, as after publish_abandon.
 * Fails   false after an error in `diags`; a later build completes what was begun.
 */
bool publish_commit(struct publish *publish, unsigned formats, bool all,
                    struct publish_counts *counts, struct diags *diags);

/* Leave everything as it was. NULL is welcome. */
void publish_abandon(struct publish *publish);

/*
 * Remove all that the manifest of `output` lists, and
 * the manifest. Fails false after an error in `diags`.
 */
bool publish_clean(struct str output, struct str shown, size_t *removed, struct diags *diags);

#endif
