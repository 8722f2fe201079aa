/*
 * Diagnostics: what is wrong, where, and what to do about it. All of them are one type and one
 * table (diag.def).
 *
 * A list of diagnostics belongs to one thread; lists are joined when their work is done. Places,
 * lines and messages are worked out and copied when a diagnostic is added, so that it may outlive
 * the document that it is about.
 */
#ifndef GLOSS_BASE_DIAG_H
#define GLOSS_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/span.h"
#include "base/str.h"

enum diag_kind {
#define DIAG(kind, name, severity, summary) DIAG_##kind,
#include "base/diag.def"
};

enum severity { SEVERITY_IGNORE, SEVERITY_NOTICE, SEVERITY_WARNING, SEVERITY_ERROR };

/* Why a diagnostic counts: decides the exit status (cli.md). */
enum blame { BLAME_CONTENT, BLAME_CONFIGURATION, BLAME_MACHINE, BLAME_GLOSS };

enum message_format { MESSAGE_HUMAN, MESSAGE_SHORT, MESSAGE_JSON };

struct diags;
struct diag;

/*
 * The name, general sentence and default severity of a
 * kind, and the kind of a name (false where there is none).
 */
const char *diag_name(enum diag_kind kind);
const char *diag_summary(enum diag_kind kind);
enum severity diag_severity(enum diag_kind kind);
bool diag_by_name(struct str name, enum diag_kind *kind);
/* The known name closest to `name`; empty where none is near. */
struct str diag_closest(struct str name);

/* An empty list. Owns: the caller, until diags_free. */
struct diags *diags_new(void);
void diags_free(struct diags *diags);

/*
 * Change the severity of a kind from now on, as `severity:` and `--allow` do. Errors that mean lost
 * words (lost notes, formats-disagree) stay errors: false. `like` copies all of another list's
 * severities.
 */
bool diags_set_severity(struct diags *diags, enum diag_kind kind, enum severity severity);
void diags_like(struct diags *diags, const struct diags *like);

/*
 * Add a diagnostic about `span` (SPAN_NONE where there is no place) with a message in the author's
 * words, in lower case and without a full stop. What a filter made has the filter's line as a
 * detail.
 * Owns    the list; the result may be given details until the next diag_add.
 * Fails   NULL when the kind is ignored here or the same one was added already; details of NULL are
 *         dropped.
 */
struct diag *diag_add(struct diags *diags, enum diag_kind kind, struct span span,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * A detail line under the message, with its own place;
 * `label` is "closest", "first", "also" and the like.
 */
void diag_note(struct diag *diag, const char *label, struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What to do about it. */
void diag_help(struct diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* It is about what was asked for on the command line: that file, not the content, is to blame. */
void diag_asked(struct diag *diag);

/* The severity that `kind` has in this list. */
enum severity diags_severity(const struct diags *diags, enum diag_kind kind);

/* How many there are of a severity, and whether any counts as an error of this blame. */
size_t diags_count(const struct diags *diags, enum severity severity);
bool diags_blame(const struct diags *diags, enum blame blame);

/* Move all of `from` to `diags`; `from` is empty then. */
void diags_join(struct diags *diags, struct diags *from);

struct diags_style {
    enum message_format format;
    bool color;
    bool notices;   /* show notices too (-v) */
    bool deny;      /* warnings are counted as errors (-W): shown as such */
    size_t at_most; /* in human form; 0 for all */
};

/* Print all, sorted by file and line, each once. JSON is one object a line. */
void diags_print(struct diags *diags, FILE *to, struct diags_style style);

#endif
