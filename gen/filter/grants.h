/* Which files a filter may read: those below the folders that it was granted, and nothing else. */
#ifndef GLOSS_FILTER_GRANTS_H
#define GLOSS_FILTER_GRANTS_H

#include "filter/state.h"

/*
 * Push the whole text of the file that the filter names at `index`, relative to the project's
 * folder or absolute; `what` is the function that asks.
 * Fails   filter-refused, with the grant that would allow it, for a file below no granted folder,
 *         and for one behind a symbolic link; false with nil, a message and errno on the stack, as
 *         io.open gives them, for one that is not there or cannot be read.
 */
bool push_granted_text(lua_State *L, int index, const char *what);

/* io.open, io.lines and io.type over granted files; set into the table on the stack. */
void set_granted_io(lua_State *L);

/*
 * The text of the plain file at `path` below `folder`, through no symbolic link on the way. It is
 * charged.
 * Owns    the document's arena.
 * Fails   errno instead of 0; ELOOP for a link, EFBIG above `limits: source_bytes`.
 */
int read_below(lua_State *L, struct str folder, struct str path, struct str *text);
/* The part of `path` below `folder`, both absolute and clean; empty where it is not below. */
struct str path_below(struct str folder, struct str path);

/* dofile and loadfile for programs beside the filter and in granted folders; set into the table on
 * the stack. (siblings.c) */
void set_file_code(lua_State *L);

#endif
