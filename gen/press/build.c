/*
 * A build in three legs, read aloud: who is there; each
 * page to its sheets; what only the whole can say.
 */
#include "press/press.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "model/terms.h"
#include "press/room.h"
#include "read/markdown.h"
#include "resolve/resolve.h"

enum { MOST_JOBS = 64 };

/*
 * What one essay gives back the next one takes: asking
 * the system for it again costs more than keeping it.
 */
static void keep_freed_memory(void)
{
#ifdef M_TRIM_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
#endif
}

void press_init(void)
{
    keep_freed_memory();
    read_init();
    schema_init();
}

/* ---- preparation ---- */

bool allow_names(const struct order *order, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < order->allow.count; i++) {
        enum diag_kind kind;
        struct str name = order->allow.at[i];
        if (!diag_by_name(name, &kind)) {
            struct diag *diag =
                diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE,
                         "`--allow %.*s`: there is no diagnostic of that name", STR_ARG(name));
            diag_help(diag, "did you mean \"%.*s\"?", STR_ARG(diag_closest(name)));
            ok = false;
        } else if (!diags_set_severity(diags, kind, SEVERITY_IGNORE)) {
            diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE,
                     "`--allow %.*s`: a lost note is never allowed", STR_ARG(name));
            ok = false;
        }
    }
    return ok;
}

bool is_stopped(const struct press *press)
{
    return press->order->stop != NULL && *press->order->stop != 0;
}

static bool wants(const struct press *press, enum format format)
{
    return (press->site->config.formats & (unsigned)format) != 0;
}

/* Terms, filters, theme, schema: what is made once and only read by all threads. */
static bool set_up(struct press *press, struct diags *diags)
{
    struct site *site = press->site;
    press->filters = filters_load(site, diags);
    site->awaits_pages = press->filters != NULL && filters_make_pages(press->filters);
    if (site->entries.count != 0) {
        site->terms = terms_new(site, diags);
        if (!resolve_entries(site, press->project->glossary, diags) || site->terms == NULL)
            press->failed = true;
    }
    press->theme = theme_load(site, diags);
    press->formats = formats_all(press->theme);
    site->formats = &press->formats;
    if (press->order->validate && wants(press, FORMAT_DOCBOOK))
        press->schema = schema_load(diags);
    bool schema_fails =
        press->order->validate && wants(press, FORMAT_DOCBOOK) && press->schema == NULL;
    return press->filters != NULL && press->theme != NULL && !schema_fails;
}

static bool is_pressed(const struct press *press, const struct page *page)
{
    if (page->file.len == 0)
        return false;
    return press->order->only.len == 0
        || (page->kind == PAGE_ESSAY && str_eq(page->slug, press->order->only));
}

static bool choose_pages(struct press *press, struct diags *diags)
{
    for (size_t i = 0; i < press->site->pages.count; i++)
        if (is_pressed(press, press->site->pages.at[i]))
            *LIST_ADD(&press->pages, press->project->arena) = press->site->pages.at[i];
    if (press->pages.count != 0 || press->order->only.len == 0)
        return true;
    diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE, "`--only %.*s`: there is no essay of that slug",
             STR_ARG(press->order->only));
    return false;
}

/* ---- the second leg ---- */

void tell_progress(const struct press *press, const char *what, size_t done, size_t all)
{
    if (press->order->progress.tell != NULL)
        press->order->progress.tell(press->order->progress.context, what, done, all);
}

/* The number of the page to press next; false at the end. */
static bool take_page(struct press *press, size_t *number)
{
    if (is_stopped(press))
        return false;
    pthread_mutex_lock(&press->lock);
    bool there = press->next < press->pages.count;
    *number = press->next;
    press->next += there;
    if (there)
        tell_progress(press, "pages", press->next, press->pages.count);
    pthread_mutex_unlock(&press->lock);
    return there;
}

/* Told when all pages are there, so that their order does not depend on who pressed them. */
static void keep_trace(struct worker *worker, size_t number)
{
    if (worker->press->traces != NULL)
        worker->press->traces[number] = str_keep(worker->keep, out_str(&worker->trace));
    worker->trace.len = 0;
}

static void tell_traces(const struct press *press)
{
    for (size_t i = 0; press->traces != NULL && i < press->pages.count; i++)
        fwrite(press->traces[i].at, 1, press->traces[i].len, press->order->trace);
}

static void *work(void *of)
{
    struct worker *worker = of;
    for (size_t number; take_page(worker->press, &number);) {
        press_page(worker, worker->press->pages.at[number]);
        keep_trace(worker, number);
        arena_reset(worker->arena);
    }
    return NULL;
}

void trace_filters(struct worker *worker)
{
    worker->trace = out_new(worker->keep);
    if (worker->press->order->trace != NULL)
        filter_runner_trace(worker->runner, &worker->trace);
}

static void hire(struct press *press, struct worker *worker)
{
    *worker = (struct worker){.press = press,
                              .arena = arena_new(),
                              .keep = arena_new(),
                              .runner = filter_runner_new(press->filters),
                              .diags = diags_new()};
    diags_like(worker->diags, press->diags);
    trace_filters(worker);
}

/*
 * Diagnostics are sorted when they are printed, so
 * that their order does not depend on who found them.
 */
static void dismiss(struct worker *worker)
{
    diags_join(worker->press->diags, worker->diags);
    diags_free(worker->diags);
    filter_runner_free(worker->runner);
    arena_free(worker->arena);
}

static unsigned job_count(const struct press *press)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = press->order->jobs != 0 ? press->order->jobs
        : processors > 0                    ? (unsigned)processors
                                            : 1;
    if (jobs > press->pages.count)
        jobs = press->pages.count != 0 ? (unsigned)press->pages.count : 1;
    return jobs < MOST_JOBS ? jobs : MOST_JOBS;
}

static void press_pages(struct press *press, struct worker *workers, unsigned jobs)
{
    if (press->order->trace != NULL)
        press->traces = ARENA_ARRAY(press->project->arena, press->pages.count, struct str);
    pthread_t threads[MOST_JOBS];
    unsigned hired = 0, started = 0;
    do /* there is always one, even without a page */
        hire(press, &workers[hired]);
    while (++hired < jobs);
    while (started + 1 < jobs
           && pthread_create(&threads[started], NULL, work, &workers[started + 1]) == 0)
        started++;
    work(&workers[0]);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (unsigned i = 0; i < hired; i++)
        dismiss(&workers[i]);
    tell_traces(press);
}

/* ---- one build at a time ---- */

static int open_lock(struct arena *arena, struct str cache)
{
    struct str tag = STR("Signature: 8a477f597d28d172789f06886806bc55\n"
                         "# What gloss keeps between builds; safe to delete.\n");
    struct str path = path_join(arena, cache, STR("CACHEDIR.TAG"));
    if (!path_exists(path) && file_write(path, tag) != 0)
        return -1;
    return open(str_c(arena, path), O_RDONLY | O_CLOEXEC);
}

/* Whether the file of `fd` is still the one in the cache, which `gloss clean` may have removed. */
static bool is_in_cache(struct arena *arena, struct str cache, int fd)
{
    struct stat ours, there;
    const char *path = str_c(arena, path_join(arena, cache, STR("CACHEDIR.TAG")));
    return fstat(fd, &ours) == 0 && stat(path, &there) == 0 && ours.st_ino == there.st_ino
        && ours.st_dev == there.st_dev;
}

/*
 * Wait until no other build of the project is at work. A signal ends the waiting. -1 where there
 * can be no cache: a build into another folder goes on without.
 */
static int lock_cache(struct arena *arena, struct str cache)
{
    for (;;) {
        int fd = open_lock(arena, cache);
        if (fd < 0 || flock(fd, LOCK_EX) != 0 || is_in_cache(arena, cache, fd))
            return fd;
        close(fd);
    }
}

/* ---- the whole ---- */

static bool has_errors(const struct press *press)
{
    return press->failed || diags_count(press->diags, SEVERITY_ERROR) != 0;
}

static void count_site(const struct press *press, struct outcome *outcome)
{
    const struct site *site = press->site;
    outcome->formats = site->config.formats;
    outcome->terms = site->entries.count;
    for (size_t i = 0; i < site->pages.count; i++) {
        const struct page *page = site->pages.at[i];
        outcome->essays += page->kind == PAGE_ESSAY;
        outcome->notes += page->note_count;
        outcome->term_links += page->uses.count;
    }
}

static bool publish_all(struct press *press, struct outcome *outcome)
{
    struct publish_counts counts = {0};
    bool all = press->order->only.len == 0;
    bool ok =
        publish_commit(press->publish, press->site->config.formats, all, &counts, press->diags);
    press->publish = NULL;
    outcome->files = counts.files;
    outcome->written = counts.written;
    outcome->removed = counts.removed;
    outcome->published = ok && !press->order->dry;
    return ok;
}

/* Lists, which come last, show what filters have made of the front matter. */
static void take_filtered(struct press *press)
{
    for (size_t i = 0; i < press->site->pages.count; i++) {
        struct page *page = press->site->pages.at[i];
        if (page->filtered != NULL)
            page->meta = *page->filtered;
    }
}

static bool run(struct press *press, struct outcome *outcome)
{
    struct worker workers[MOST_JOBS];
    unsigned jobs = job_count(press);
    press_pages(press, workers, jobs);
    take_filtered(press);
    bool ok = !is_stopped(press) && press_whole(press, press->diags) && !has_errors(press);
    if (ok && wants(press, FORMAT_PDF) && !press->order->dry)
        press_prints(
            press,
            press->diags); /* a formatter that fails leaves the old PDF, and the rest goes on */
    count_site(press, outcome);
    if (ok && !is_stopped(press)) /* from here on there is no way back, but one to the end */
        ok = publish_all(press, outcome) && !has_errors(press);
    if (ok)
        keep_good_texts(press, press->diags);
    for (unsigned i = 0; i < jobs; i++)
        arena_free(workers[i].keep);
    return ok;
}

static bool build_project(struct press *press, struct outcome *outcome)
{
    struct project *project = press->project;
    bool found = project_find(project, press->diags);
    if (!set_up(press, press->diags) || !choose_pages(press, press->diags))
        return false;
    press->failed = press->failed || !found;
    int lock = press->order->dry ? -1 : lock_cache(project->arena, project->cache);
    if (!is_stopped(press))
        press->publish =
            publish_open(project->output, project->shown_output, press->order->dry, press->diags);
    bool ok = press->publish != NULL && run(press, outcome);
    publish_abandon(press->publish);
    if (lock >= 0)
        close(lock);
    return ok;
}

bool press_build(const struct order *order, struct outcome *outcome, struct diags *diags)
{
    *outcome = (struct outcome){0};
    struct project *project = allow_names(order, diags) ? project_open(order, diags) : NULL;
    if (project == NULL)
        return false;
    struct press press = {
        .order = order, .project = project, .site = &project->site, .diags = diags};
    pthread_mutex_init(&press.lock, NULL);
    bool ok = build_project(&press, outcome);
    schema_free(press.schema);
    theme_free(press.theme);
    pthread_mutex_destroy(&press.lock);
    project_close(project);
    return ok;
}

bool press_clean(const struct order *order, size_t *removed, struct diags *diags)
{
    struct project *project = project_open(order, diags);
    if (project == NULL)
        return false;
    int lock = path_exists(project->cache) ? lock_cache(project->arena, project->cache) : -1;
    bool ok = publish_clean(project->output, project->shown_output, removed, diags);
    int error = folder_remove(project->cache);
    if (error != 0)
        diag_add(diags, DIAG_CANNOT_WRITE, SPAN_NONE, "%.*s cannot be removed: %s",
                 STR_ARG(project->cache), strerror(error));
    if (lock >= 0)
        close(lock);
    project_close(project);
    return ok && error == 0;
}
