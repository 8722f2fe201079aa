/* What the files of the verbs on notes share: one of them at work. */
#ifndef GLOSS_PRESS_NOTES_ROOM_H
#define GLOSS_PRESS_NOTES_ROOM_H

#include "annotate/rebase.h"
#include "press/notes.h"
#include "press/project.h"

/* A note with what became of it. */
struct told {
    const struct note *note;
    struct fate fate;
    bool accepted; /* its proposal is to be written */
};

struct notes_run {
    const struct notes_order *order;
    struct project *project;
    struct diags *diags;
    FILE *to;
    bool silent;                    /* whoever was asked has gone away */
    LIST(struct str) cells;         /* of the table, row by row, in the project's arena */
    size_t counts[5];               /* by verdict */
    size_t notes, wanting, written; /* all, those that need context, those rewritten */
};

/* The notes of one essay, in the order of their files; memory is the doc's. */
struct told_notes {
    struct doc *doc;
    LIST(struct told) list;
};

/* notes_show.c: one line a note. */
void show_listed(struct notes_run *run, const struct doc *doc, const struct told *told);
void show_fate(struct notes_run *run, const struct doc *doc, const struct told *told);
void show_patch(struct notes_run *run, const struct doc *doc, const struct told *told);
/* What stands before the first line and behind the last. */
void show_head(struct notes_run *run);
void show_foot(struct notes_run *run);

/*
 * notes_write.c: forget the proposals that, read again,
 * would not mean the very passage that they were made for.
 */
void check_proposals(struct notes_run *run, struct told_notes *told);
/* Rewrite the quotations that were accepted; false after an error. */
bool write_proposals(struct notes_run *run, struct told_notes *told);

#endif
