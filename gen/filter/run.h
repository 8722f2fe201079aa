/* What filter.c, which runs filters on essays, shares with whole.c, which runs them on the site. */
#ifndef GLOSS_FILTER_RUN_H
#define GLOSS_FILTER_RUN_H

#include "base/list.h"
#include "filter/filter.h"
#include "filter/state.h"

struct filters {
    const struct site *site;
    LIST(struct filter) items;
};

struct filter_runner {
    const struct filters *filters;
    struct arena *arena; /* holds the runner and its states */
    struct pool *pool;
    FILE *printed;         /* where filters print; NULL: into warnings */
    struct out *trace;     /* what they did goes here; NULL: nobody asked */
    struct state **states; /* of each filter; NULL where it has not been opened yet */
};

/*
 * Compile the source of `filter`, once for all essays.
 * Owns    site->arena.
 * Fails   false after an error in `diags`.
 */
bool compile_filter(const struct site *site, struct filter *filter, struct diags *diags);

/* A document for what runs on none; messages about it are at the filter. In `arena`. */
struct doc *empty_doc(struct arena *arena, const struct site *site, const struct filter *filter);

/*
 * The state of the `i`-th filter, begun on `doc`, with the filter's code on its stack.
 * Fails   NULL after an error in `diags` where memory does not suffice.
 */
struct state *begin_filter(struct filter_runner *runner, size_t i, struct doc *doc,
                           struct diags *diags);

/*
 * Run the filter's code, which is on the stack; what it returns, or its globals, take its place:
 * one table of functions, or a list of them.
 */
void run_code(lua_State *L);

/* Whether the body that `filter` made is not nested too deeply. Fails false after an error. */
bool check_tree(const struct filter *filter, const struct doc *doc, struct diags *diags);

/* Find out which filters declare scope = "site" (whole.c). */
void learn_scopes(struct filters *filters);

#endif
