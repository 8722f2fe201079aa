/* What a filter did to a document, for `--trace-filters`. Nothing is kept where nobody asked. */
#ifndef GLOSS_FILTER_TRACE_H
#define GLOSS_FILTER_TRACE_H

#include "filter/run.h"

/* A document before a filter. */
struct trace {
    struct arena *arena; /* holds the copies; NULL where nobody asked */
    struct node *body, *abstract;
    LIST(struct node *) bios;
    int64_t started_ns;
};

/*
 * Before a filter runs on `doc`, which is copied.
 * Owns    the trace, until trace_end or trace_site.
 */
struct trace trace_begin(const struct filter_runner *runner, const struct doc *doc);

/*
 * After the `i`-th filter has run: what it changed, where it was not stopped by an error, the units
 * that it used, its time and memory.
 */
void trace_end(struct trace *trace, const struct filter_runner *runner, size_t i,
               const struct doc *doc, bool ok);

/* The same for a filter of the site, which made `docs` from the `first` on. */
void trace_site(struct trace *trace, const struct filter_runner *runner, size_t i,
                const struct made_docs *docs, size_t first, bool ok);

#endif
