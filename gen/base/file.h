/*
 * Files and folders: the doors to the system. Paths are strings of bytes; results are in an arena;
 * errors are errno values, 0 for success, so that the caller can say what it was doing.
 */
#ifndef GLOSS_BASE_FILE_H
#define GLOSS_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"

/*
 * `folder` and `name` with one slash between; `name`
 * alone where it is absolute or the folder is "" or ".".
 */
struct str path_join(struct arena *arena, struct str folder, struct str name);
/* All before the last slash ("" where there is none), and all after it. */
struct str path_folder(struct str path);
struct str path_name(struct str path);
/* The name without its last ending, and that ending with its dot ("" where there is none). */
struct str path_stem(struct str path);
struct str path_ending(struct str path);
/*
 * Without `.`, empty and `..` parts where they cancel;
 * a path that climbs out keeps its leading `..`.
 */
struct str path_clean(struct arena *arena, struct str path);
/* How `to` is reached from the folder `from`; both are clean and relative to one root. */
struct str path_relative(struct arena *arena, struct str from, struct str to);
/*
 * A path as an address has it: `%`, `?` and `#` would mean something there, and are
 * percent-encoded; a colon in its first part would be that of a scheme. What else no address holds
 * is left to those who write it.
 */
struct str path_url(struct arena *arena, struct str path);

/* The whole of a regular file of at most `limit` bytes, EFBIG where it is larger. */
int file_read(struct arena *arena, struct str path, size_t limit, struct str *text);

/* Whether the file at `path` holds just these bytes. */
bool file_holds(struct str path, struct str text);

/* Make `path` (and the folders above it) hold `text`. */
int file_write(struct str path, struct str text);

int file_copy(struct str from, struct str to);

/* Make a folder and those above it; success where it is there. */
int folder_make(struct str path);

/*
 * Remove a folder with all that is in it; success where
 * there is none. Links are removed, not followed.
 */
int folder_remove(struct str path);

enum entry_kind { ENTRY_FILE, ENTRY_FOLDER, ENTRY_OTHER };

struct folder_entry {
    struct str name;
    enum entry_kind kind; /* links are followed */
};

struct folder_entries {
    struct folder_entry *at;
    size_t count, room;
};

/* The entries of a folder in byte order of their names, without `.` and `..`. */
int folder_list(struct arena *arena, struct str path, struct folder_entries *entries);

bool path_exists(struct str path);
bool path_is_folder(struct str path);

#endif
