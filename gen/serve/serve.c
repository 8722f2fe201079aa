#include "serve/serve.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "press/project.h"
#include "serve/room.h"

enum { FIRST_PORT = 1313, LOOK_MS = 250 };

/* Set by the signal handler alone; there is no other way to hear of a signal. */
static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

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

static void watch_and_build(const struct order *order, const struct serve_options *options,
                            struct news *news, struct str root)
{
    struct watch *watch = watch_start(root);
    while (!stopped)
        if (watch_wait(watch, LOOK_MS))
            build(order, options, news);
    watch_stop(watch);
}

static void serve_from(struct site_server *server, const struct order *order,
                       const struct serve_options *options, struct news *news, struct str root)
{
    printf("http://127.0.0.1:%u/\n", site_server_port(server));
    fflush(stdout);
    watch_and_build(order, options, news, root);
    pthread_mutex_lock(&news->lock);
    news->closing = true;
    pthread_cond_broadcast(&news->changed);
    pthread_mutex_unlock(&news->lock);
    site_server_stop(server);
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
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    build(&ours, options, &news);
    bool search = options->port == 0;
    struct site_server *server =
        site_server_start(ours.output, &news, search ? FIRST_PORT : options->port, search);
    if (server != NULL)
        serve_from(server, &ours, options, &news, project->site.root);
    else
        diag_add(diags, DIAG_CANNOT_WRITE, SPAN_NONE, "no port is free on 127.0.0.1 from %u on",
                 search ? (unsigned)FIRST_PORT : options->port);
    free(news.mistakes);
    project_close(project);
    return server != NULL;
}
