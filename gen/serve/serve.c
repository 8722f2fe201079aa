#include "serve/serve.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "press/project.h"
#include "serve/room.h"

enum { FIRST_PORT = 1313, LOOK_MS = 250 };

static void tell(struct news *news, char *mistakes)
{
    pthread_mutex_lock(&news->lock);
    free(news->mistakes);
    news->mistakes = mistakes;
    news->builds++;
    pthread_cond_broadcast(&news->changed);
    pthread_mutex_unlock(&news->lock);
}

/*
 * The diagnostics of a build as text, for the page; NULL
 * where nothing is wrong. Owns: the caller, with free.
 */
static char *mistakes_of(struct diags *diags)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = diags_count(diags, SEVERITY_ERROR) != 0 ? open_memstream(&text, &len) : NULL;
    if (to == NULL)
        return NULL;
    diags_print(diags, to, (struct diags_style){.at_most = 10});
    fclose(to);
    return text;
}

static void build(const struct order *order, const struct serve_options *options, struct news *news)
{
    struct diags *diags = diags_new();
    struct outcome outcome;
    press_build(order, &outcome, diags);
    diags_print(diags, stderr, options->style);
    if (!options->quiet)
        fprintf(stderr, "%zu essay%s, %zu error%s%s\n", outcome.essays,
                outcome.essays == 1 ? "" : "s", diags_count(diags, SEVERITY_ERROR),
                diags_count(diags, SEVERITY_ERROR) == 1 ? "" : "s",
                outcome.published ? "" : ": the last good pages stay");
    tell(news, mistakes_of(diags));
    diags_free(diags);
}

/* gloss.yaml may have moved the notes or the glossary since the last build. */
static void watch_paths(struct watch *watch, const struct order *order)
{
    struct diags *unsaid = diags_new(); /* the build says it */
    struct project *project = project_open(order, unsaid);
    if (project != NULL) {
        watch_more(watch, project->site.config.notes_path);
        watch_more(watch, project->site.config.glossary_path);
    }
    project_close(project);
    diags_free(unsaid);
}

static void watch_and_build(const struct order *order, const struct serve_options *options,
                            struct news *news, struct watch *watch)
{
    while (order->stop == NULL || *order->stop == 0)
        if (watch_wait(watch, LOOK_MS)) {
            watch_paths(watch, order);
            build(order, options, news);
        }
}

static void serve_from(struct site_server *server, const struct order *order,
                       const struct serve_options *options, struct news *news, struct watch *watch)
{
    printf("http://127.0.0.1:%u/\n", site_server_port(server));
    fflush(stdout);
    watch_and_build(order, options, news, watch);
    pthread_mutex_lock(&news->lock);
    news->closing = true;
    pthread_cond_broadcast(&news->changed);
    pthread_mutex_unlock(&news->lock);
    site_server_stop(server);
}

static void report_port(struct diags *diags, unsigned port, bool search)
{
    struct diag *diag =
        diag_add(diags, DIAG_PORT_TAKEN, SPAN_NONE, "port %u%s of 127.0.0.1 cannot be had", port,
                 search ? " and the hundred after it" : "");
    diag_help(diag,
              search ? "name one that is free: `--port N`"
                     : "name another, or leave `--port` out: then the next free one is taken");
}

bool serve_project(const struct order *order, const struct serve_options *options,
                   struct diags *diags)
{
    struct project *project = project_open(order, diags);
    if (project == NULL)
        return false;
    struct order ours = *order;
    ours.output = path_join(project->arena, project->cache, STR("serve"));
    ours.formats = FORMAT_HTML;
    struct news news = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    struct watch *watch = watch_start(project->site.root); /* edits during the first build count */
    watch_paths(watch, &ours);
    build(&ours, options, &news);
    bool search = options->port == 0;
    struct site_server *server =
        site_server_start(ours.output, &news, search ? FIRST_PORT : options->port, search);
    if (server != NULL)
        serve_from(server, &ours, options, &news, watch);
    else
        report_port(diags, search ? FIRST_PORT : options->port, search);
    watch_stop(watch);
    free(news.mistakes);
    project_close(project);
    return server != NULL;
}
