/*
 * One build: find the sources, press each essay to its sheets, say what only the whole can say,
 * publish whole or not at all.
 */
#ifndef GLOSS_PRESS_PRESS_H
#define GLOSS_PRESS_PRESS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/list.h"
#include "base/str.h"
#include "model/site.h"

/* What the user asked for on the command line; empty means "as gloss.yaml says". */
/* Hears how far the work is: one call at a time, from any thread; `what` is a plural. */
struct progress {
    void (*tell)(void *context, const char *what, size_t done, size_t all); /* or NULL */
    void *context;
};

struct order {
    struct str root;   /* where gloss.yaml is looked for, upwards; empty: here */
    struct str config; /* that file instead */
    struct str output; /* relative to where the user stands; empty: public in the project */
    struct str base_url, theme;
    struct str pdf_engine, pdf_notes; /* as gloss.yaml has them; empty: as it says */
    unsigned formats;                 /* of enum format */
    struct str only;                  /* one essay's slug */
    struct str today;                 /* ISO date */
    unsigned jobs;                    /* threads; 0: as many as there are processors */
    LIST(struct str) layers;          /* the only layers whose notes are carried; none: all */
    LIST(struct str) reads; /* folders that every filter may read; relative to the user's place */
    bool drafts, future, validate, timings;
    bool reader, notebook;             /* these PDFs of each essay, too */
    FILE *trace;                       /* where to tell what filters change; NULL: nowhere */
    bool dry;                          /* find everything that is wrong, write nothing */
    LIST(struct str) allow;            /* names of diagnostics to ignore */
    const volatile sig_atomic_t *stop; /* a signal sets it: end, publish nothing; or NULL */
    struct progress progress;
    struct str program; /* the path of the running binary, to find the data folders beside it */
};

/* What the closing line tells. */
struct outcome {
    size_t essays, notes, terms, term_links, files, written, removed;
    unsigned formats;
    bool published;
};

/*
 * Build the project that `order` names.
 * Fails   false after an error in `diags`; what was published before is then as it was, but for a
 *         formatter that failed: its old PDF stays and the rest is published (formats.md,
 *         Publishing). False too where `order->stop` was heard in time: `published` then is false,
 *         and the diagnostics tell only of what was done until then.
 */
bool press_build(const struct order *order, struct outcome *outcome, struct diags *diags);

/*
 * Remove what builds wrote, and the cache. `*removed`
 * counts files. Fails false after an error in `diags`.
 */
bool press_clean(const struct order *order, size_t *removed, struct diags *diags);

/* Once, before any thread: libraries that need it are set up. */
void press_init(void);

#endif
