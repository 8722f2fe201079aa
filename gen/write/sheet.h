/*
 * Sheets: what the writers make, a path under the output and the bytes that shall stand there.
 * press/ stages them.
 */
#ifndef GLOSS_WRITE_SHEET_H
#define GLOSS_WRITE_SHEET_H

#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"

struct sheet {
    struct str path; /* "essays/x/index.html" */
    struct str text;
};

struct sheets {
    LIST(struct sheet) list;
};

#define SHEET_ADD(sheets, arena, sheet_path, sheet_text)                                           \
    (*LIST_ADD(&(sheets)->list, (arena)) = (struct sheet){(sheet_path), (sheet_text)})

#endif
