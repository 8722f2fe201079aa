/* What the files of this room share: one build at work. */
#ifndef GLOSS_PRESS_ROOM_H
#define GLOSS_PRESS_ROOM_H

#include <pthread.h>

#include "base/diag.h"
#include "filter/filter.h"
#include "press/formats.h"
#include "press/press.h"
#include "press/project.h"
#include "press/publish.h"
#include "write/sheet.h"
#include "write/theme.h"
#include "xml/schema.h"

/* A DocBook document that shall be printed, with what its model carries. */
struct print_order {
    struct page *page;
    struct str docbook; /* file under .gloss/print */
    struct roll roll;   /* in memory that lives as long as the build */
    struct str key;     /* of the DocBook, its figures and the roll; as long-lived */
};

/* The source of a page as this build has read it. */
struct good_text {
    /* where it is kept in the cache; in memory that lives as long as the build */
    struct str path, text;
};

struct press {
    const struct order *order;
    struct project *project;
    struct site *site;
    struct filters *filters;
    struct theme *theme;
    struct formats formats; /* lent to filters */
    struct schema *schema;  /* NULL unless DocBook is validated */
    struct publish *publish;

    pthread_mutex_t lock; /* guards what follows while threads work */
    size_t next;          /* the page to press next */
    LIST(struct page *) pages;
    struct str *traces; /* what filters did to each of `pages`; NULL: nobody asked */
    LIST(struct print_order) prints;
    struct diags *diags;
    bool failed;
    LIST(struct good_text) good; /* sources to be kept when this build has been published */
};

/* One thread's part: its memory, its Lua, its diagnostics. */
struct worker {
    struct press *press;
    struct arena *arena; /* a document's, emptied after each */
    struct arena *keep;  /* lives as long as the build */
    struct filter_runner *runner;
    struct out trace; /* what filters did to the page; nothing where nobody asked */
    struct diags *diags;
};

/* build.c: tell whoever wants to hear it that the work has come to the `done`-th of `all`. */
void tell_progress(const struct press *press, const char *what, size_t done, size_t all);

/* build.c: ignore what `--allow` names; false after an error in `diags`. */
bool allow_names(const struct order *order, struct diags *diags);
/* Collect what the worker's filters do, where the user asked for it. */
void trace_filters(struct worker *worker);
/* Whether the user wants no more of this build. */
bool is_stopped(const struct press *press);

/* page.c: take one page from its file to its sheets. */
void press_page(struct worker *worker, struct page *page);
/* The same for a document that a filter made. */
void press_made_doc(struct worker *worker, struct doc *doc);

/* made.c: the pages that filters make, once all others have been pressed without an error. */
bool press_made(struct press *press, struct diags *diags);
/* Tell with the traces that they are not made. */
void trace_not_made(const struct press *press);
/* Where links to such pages lead; where none were made they are taken for good. */
void settle_awaited(struct press *press, bool made);

/*
 * good.c: remember the source of a page for `gloss notes`, and keep it once the build is good;
 * note-moved, before the notes are tied to the text.
 */
void note_good_text(struct worker *worker, const struct doc *doc);
void keep_good_texts(struct press *press, struct diags *diags);
void check_moved(struct worker *worker, struct doc *doc);

/* Hand all of `sheets` to the publisher, HTML and its style sheets as `format`. */
bool publish_sheets(struct press *press, enum format format, const struct sheets *sheets,
                    struct diags *diags);

/* whole.c: the third leg, what only the whole can say. */
bool press_whole(struct press *press, struct diags *diags);

/* input.c: whether `file` stands for standard input: it is empty or `-`. */
bool is_input(struct str file);
/*
 * The text of `file`, or of standard input, which messages call so.
 * Owns    site->arena.
 * Fails   NULL after cannot-read, too-large or not-utf8.
 */
struct source *open_input(const struct site *site, struct str file, struct diags *diags);

/* static.c: files that are copied as they are. */
bool publish_static(struct press *press, struct diags *diags);

/* printing.c: the PDFs, through the DocBook. */
bool press_prints(struct press *press, struct diags *diags);
/* Where the DocBook of `page` and its images lie for the formatter; written only if it differs. */
bool prepare_print(struct worker *worker, struct doc *doc, struct str docbook);

#endif
