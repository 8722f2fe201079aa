/*
 * Style sheets: XML becomes other XML by XSLT 1.0, in this process.
 *
 * A sheet is compiled once and may be applied any number of times. It reads files, its own and the
 * document's; it writes none and asks no network.
 */
#ifndef GLOSS_XML_SHEET_H
#define GLOSS_XML_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct sheet;

/* A parameter of a sheet: a string, never an expression. */
struct sheet_parameter {
    const char *name;
    struct str value;
};

/*
 * Read and compile the sheet at `path`, with all that it includes.
 * Owns    the caller, until sheet_free.
 * Fails   NULL after `why`, in `arena`, says why in the library's words.
 */
struct sheet *sheet_load(struct arena *arena, struct str path, struct str *why);
void sheet_free(struct sheet *sheet);

/*
 * Apply `sheet` to the XML file at `path`.
 * Text    `result` is UTF-8 and lives in `arena`.
 * Fails   false after `why`, in `arena`, says why: what the sheet itself said when it stopped, else
 *         the library's words.
 */
bool sheet_apply(const struct sheet *sheet, struct arena *arena, struct str path,
                 const struct sheet_parameter *parameters, size_t count, struct str *result,
                 struct str *why);

#endif
