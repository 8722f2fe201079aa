/*
 * Lua filters: each essay passes through the filters that gloss.yaml names, in their order.
 *
 * A filter has the shape of a pandoc filter and runs in a sandbox. Every essay meets fresh globals,
 * so the result never depends on the order of essays or the number of threads.
 */
#ifndef GLOSS_FILTER_FILTER_H
#define GLOSS_FILTER_FILTER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/list.h"
#include "model/doc.h"
#include "model/site.h"

struct filters;       /* read and compiled once, then only read, by every thread */
struct filter_runner; /* what one thread needs to run them */

/*
 * Read and compile the filters that the configuration names, or `glossary` where it names none and
 * there is a glossary.
 * Text    a filter is UTF-8 Lua source: filters/NAME.lua or a path, looked for in each of the data
 *         folders.
 * Owns    site->arena.
 * Fails   NULL after at least one error in `diags`: a file that is not there or cannot be read, a
 *         syntax error.
 */
struct filters *filters_load(const struct site *site, struct diags *diags);

/*
 * A runner for the calling thread.
 * Owns    the caller, until filter_runner_free, for which NULL is welcome.
 */
struct filter_runner *filter_runner_new(const struct filters *filters);
void filter_runner_free(struct filter_runner *runner);

/* Send what filters print to `to`; else each text becomes a warning. */
void filter_runner_print(struct filter_runner *runner, FILE *to);

/*
 * From now on add to `to`, for each filter that runs, what it changed and what that cost. All but
 * the lines that begin with `took:` is the same each time.
 */
void filter_runner_trace(struct filter_runner *runner, struct out *to);

/*
 * Run all filters on `doc`, whose body, abstract and notes they may change.
 * Owns    what filters make lives in doc's arena; a node made by a filter has the span of the node
 *         that it replaces, and the source of that span names the filter's line (base/span.h).
 * Fails   false after at least one error in `diags`; the doc is then good for nothing but messages.
 */
bool filter_doc(struct filter_runner *runner, struct doc *doc, struct diags *diags);

/* Tell in `to`, as a trace does, that the filters with scope = "site" are not run, and why. */
void filters_trace_skipped(const struct filters *filters, const char *why, struct out *to);

/* Whether a filter declares scope = "site": whether there may be pages that no file stands for. */
bool filters_make_pages(const struct filters *filters);

struct made_docs {
    LIST(struct doc *) list;
};

/*
 * Run the filters with scope = "site", in their order, when all pages have been resolved, and add
 * the documents that they make to `made`: pages of kind PAGE_PAGE with an address, a title and a
 * body, which are not yet pages of the site.
 * Owns    the documents live in `arena`, their pages in site->arena.
 * Fails   false after at least one error in `diags`.
 */
bool filter_site(struct filter_runner *runner, struct arena *arena, struct made_docs *made,
                 struct diags *diags);

/* A program that is no filter, but has all that filters have. */
struct filter_script {
    const struct source *source;
    char **arguments; /* `count` of them, for `arg` */
    size_t count;
    struct str folder; /* of its file, absolute; empty where there is no file */
    FILE *to;          /* where it prints */
};

/*
 * Run the script.
 * Fails   false after at least one error in `diags`, at the script's line.
 */
bool filter_script(const struct site *site, const struct filter_script *script,
                   struct diags *diags);

#endif
