/*
 * Earlier versions of a file, from git where the project is kept in it. Git is another process,
 * called with its arguments one by one, and may neither ask for anything nor fetch.
 */
#ifndef GLOSS_PRESS_GIT_H
#define GLOSS_PRESS_GIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum git_answer {
    GIT_FOUND,
    GIT_NO_PROGRAM,  /* git is not installed */
    GIT_NO_PROJECT,  /* the folder is not kept in git */
    GIT_NO_REVISION, /* there, but no such revision */
    GIT_NO_FILE      /* that revision does not have the file, or not as one of at most `limit` */
};

/* Whether git knows the revision `rev` of the project in `folder`. */
enum git_answer git_knows(struct arena *arena, struct str folder, struct str rev);

/*
 * The file as it was in a revision that git knows.
 * Text    the bytes as they were put in; `file` is relative to `folder`.
 * Owns    `arena`.
 * Fails   any answer but GIT_FOUND; `*text` is empty then. Git that does not answer within ten
 *         seconds is ended, and counts as one that has no such file.
 */
enum git_answer git_file(struct arena *arena, struct str folder, struct str rev, struct str file,
                         size_t limit, struct str *text);

#endif
