/*
 * What filters cost a word: each over all essays of a project, read and annotated before and not
 * counted. Fails where the least of some runs is above the filter's gate.
 *
 *     filters PROJECT RUNS
 *
 * The project's folder `filters` has the filters of tests/bench/filters.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "annotate/annotate.h"
#include "filter/filter.h"
#include "model/terms.h"
#include "press/press.h"
#include "press/project.h"
#include "read/essay.h"

/* A filter and the nanoseconds that it may take for each word. */
struct gate {
    const char *filter;
    double most_ns;
};

static const struct gate gates[] = {
    {"empty", 120}, {"read", 250}, {"replace", 600}, {"glossary", 25}};

struct cost {
    double ns;
    size_t words;
};

static double now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static size_t count_words(const struct node *body)
{
    size_t words = 0;
    for (const struct node *node = body; node != NULL; node = node_next(body, node))
        words += node->kind == NODE_STR;
    return words;
}

/* False where the essay or the filter is not sound. */
static bool filter_page(struct filter_runner *runner, const struct project *project,
                        struct page *page, struct arena *arena, struct cost *cost,
                        struct diags *diags)
{
    struct doc *doc = read_essay(arena, &project->site, page, diags);
    if (doc == NULL || !annotate_doc(doc, diags))
        return false;
    cost->words += count_words(doc->body);
    double start = now_ns();
    bool ok = filter_doc(runner, doc, diags);
    cost->ns += now_ns() - start;
    return ok;
}

/* All essays through one filter; no words where something is wrong. */
static struct cost run_once(const struct project *project, const struct filters *filters,
                            struct diags *diags)
{
    struct cost cost = {0};
    struct arena *arena = arena_new();
    struct filter_runner *runner = filter_runner_new(filters);
    for (size_t i = 0; i < project->site.pages.count; i++) {
        struct page *page = project->site.pages.at[i];
        if (page->kind == PAGE_ESSAY && !filter_page(runner, project, page, arena, &cost, diags)) {
            cost.words = 0;
            break;
        }
        arena_reset(arena);
    }
    filter_runner_free(runner);
    arena_free(arena);
    return cost;
}

static bool measure(struct project *project, const struct gate *gate, int runs, struct diags *diags)
{
    struct config *config = &project->site.config;
    config->has_filters = true;
    config->filters.count = 0;
    *LIST_ADD(&config->filters, project->arena) =
        (struct filter_order){.name = str_from(gate->filter)};
    const struct filters *filters = filters_load(&project->site, diags);
    double least = 0;
    for (int i = 0; filters != NULL && i < runs; i++) {
        struct cost cost = run_once(project, filters, diags);
        if (cost.words == 0)
            return false;
        double ns = cost.ns / (double)cost.words;
        least = i == 0 || ns < least ? ns : least;
    }
    printf("%-14s %8.1f ns a word  (at most %.0f)%s\n", gate->filter, least, gate->most_ns,
           least <= gate->most_ns ? "" : "  TOO SLOW");
    fflush(stdout);
    return filters != NULL && least <= gate->most_ns;
}

static struct project *open_project(const char *root, struct diags *diags)
{
    static char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program);
    struct order order = {.root = str_from(root), .program = {program, len > 0 ? (size_t)len : 0}};
    struct project *project = project_open(&order, diags);
    if (project == NULL || !project_find(project, diags))
        return NULL;
    project->site.terms = terms_new(&project->site, diags);
    return project;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: filters PROJECT RUNS\n");
        return EXIT_FAILURE;
    }
    press_init();
    struct diags *diags = diags_new();
    struct project *project = open_project(arguments[1], diags);
    bool ok = project != NULL;
    for (size_t i = 0; project != NULL && i < sizeof gates / sizeof gates[0]; i++)
        ok = measure(project, &gates[i], atoi(arguments[2]), diags) && ok;
    diags_print(diags, stderr, (struct diags_style){.format = MESSAGE_HUMAN});
    project_close(project);
    diags_free(diags);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
