/*
 * The PDFs: each essay's DocBook is laid out in .gloss/print
 * with its images, printed there, compared, published.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "press/room.h"
#include "print/print.h"

/* Where a file of the output has its double for the formatter. */
static struct str print_path(const struct press *press, struct arena *arena, struct str path)
{
    return path_join(arena, press->project->cache, path_join(arena, STR("print"), path));
}

static struct str page_file(struct arena *arena, const struct page *page, const char *ending)
{
    return str_fmt(arena, "%.*s/%.*s.%s", STR_ARG(page->path), STR_ARG(page->slug), ending);
}

/* ---- second leg: everything that the formatter reads ---- */

static void report_write(struct diags *diags, struct str path, int error)
{
    enum diag_kind kind = error == ENOSPC || error == EDQUOT ? DIAG_DISK_FULL : DIAG_CANNOT_WRITE;
    diag_add(diags, kind, SPAN_NONE, "%.*s cannot be written: %s", STR_ARG(path), strerror(error));
}

static bool lay_out_text(struct worker *w, struct str path, struct str text)
{
    int error = file_holds(path, text) ? 0 : file_write(path, text);
    if (error != 0)
        report_write(w->diags, path, error);
    return error == 0;
}

/* `from` is relative to the project, `to` to the output. */
static bool lay_out_file(struct worker *w, struct arena *arena, struct str from, struct str to)
{
    struct str source = project_path(w->press->project, arena, from), text = STR_NONE;
    int error = file_read(arena, source, (size_t)1 << 40, &text);
    if (error != 0)
        diag_add(w->diags, DIAG_CANNOT_READ, SPAN_NONE, "%.*s cannot be read: %s",
                 STR_ARG(project_shown(w->press->project, arena, from)), strerror(error));
    return error == 0 && lay_out_text(w, print_path(w->press, arena, to), text);
}

/* Images beside the source are copied beside the page, those of static/ have its paths. */
static bool lay_out_images(struct worker *w, struct doc *doc)
{
    bool ok = true;
    for (size_t i = 0; i < doc->files.count; i++)
        ok = lay_out_file(w, doc->arena, doc->files.at[i].from, doc->files.at[i].to) && ok;
    for (const struct node *at = doc->body; at != NULL; at = node_next(doc->body, at)) {
        if (at->kind != NODE_IMAGE || at->ref->kind != REF_FILE
            || !str_starts(at->target, STR("/")))
            continue;
        struct str from = path_join(doc->arena, STR("static"), at->ref->url);
        ok = lay_out_file(w, doc->arena, from, at->ref->url) && ok;
    }
    return ok;
}

static struct roll keep_roll(struct arena *keep, const struct roll *roll)
{
    struct roll kept = {0};
    for (size_t i = 0; i < roll->items.count; i++) {
        const struct carried *item = &roll->items.at[i];
        if (item->kind == CARRIED_REFERENCE) /* print compares those with the DocBook itself */
            continue;
        roll_add(keep, &kept, item->kind, str_keep(keep, item->id), str_keep(keep, item->number));
    }
    return kept;
}

bool prepare_print(struct worker *w, struct doc *doc, struct str docbook)
{
    struct str path = print_path(w->press, w->keep, page_file(w->keep, doc->page, "xml"));
    if (!lay_out_text(w, path, docbook) || !lay_out_images(w, doc))
        return false;
    struct print_order order = {doc->page, path, keep_roll(w->keep, &doc->roll)};
    pthread_mutex_lock(&w->press->lock);
    *LIST_ADD(&w->press->prints, w->press->project->arena) = order;
    pthread_mutex_unlock(&w->press->lock);
    return true;
}

/* ---- third leg: print ---- */

static struct str find_template(struct press *press)
{
    struct site *site = press->site;
    for (size_t i = 0; i < site->data_folders.count; i++) {
        struct str folder = str_fmt(site->arena, "%.*s/themes/%.*s/print",
                                    STR_ARG(site->data_folders.at[i]), STR_ARG(site->config.theme));
        if (path_exists(path_join(site->arena, folder, STR("article.typ"))))
            return folder;
    }
    return STR_NONE;
}

static struct print *start(struct press *press, struct diags *diags)
{
    const struct config *config = &press->site->config;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    struct print_settings settings = {
        .program = path_folder(press->order->program),
        .template_folder = find_template(press),
        .root = STR("/"),
        .notes = config->pdf_notes,
        .paper = config->pdf_paper,
        .standard = config->pdf_standards.count != 0 ? config->pdf_standards.at[0] : STR_NONE,
        .timestamp = epoch != NULL && *epoch != '\0' ? strtoll(epoch, NULL, 10) : -1,
    };
    if (settings.template_folder.len == 0) {
        diag_add(diags, DIAG_NO_SUCH_THEME, SPAN_NONE,
                 "the theme \"%.*s\" has no print/article.typ", STR_ARG(config->theme));
        return NULL;
    }
    return print_start(press->site->arena, &settings, diags);
}

static bool check_printed(const struct press *press, struct print_order *order,
                          struct printed *printed, struct diags *diags)
{
    bool in_model = false;
    const struct carried *item = roll_difference(&order->roll, &printed->roll, &in_model);
    if (item == NULL)
        return true;
    struct diag *diag =
        diag_add(diags, DIAG_FORMATS_DISAGREE, SPAN_NONE,
                 "%.*s: PDF: the %s \"%.*s\" %.*s is in the %s only",
                 STR_ARG(project_shown(press->project, press->site->arena, order->page->file)),
                 carried_name(item->kind), STR_ARG(item->id), STR_ARG(item->number),
                 in_model ? "essay" : "PDF");
    diag_help(diag, "this is a bug in gloss: please report it with the essay");
    return false;
}

static bool print_one(struct press *press, struct print *print, struct print_order *order,
                      struct diags *diags)
{
    struct arena *arena = arena_new();
    struct str path = page_file(arena, order->page, "pdf");
    struct print_job job = {.docbook = order->docbook,
                            .pdf = print_path(press, arena, path),
                            .name = project_shown(press->project, arena, order->page->file)};
    struct printed printed = {0};
    bool ok = print_document(print, arena, &job, &printed, diags)
        && check_printed(press, order, &printed, diags)
        && publish_file(press->publish, FORMAT_PDF, path, job.pdf, job.pdf, diags);
    if (!ok && path_exists(path_join(arena, press->project->output, path)))
        publish_keep(press->publish, FORMAT_PDF, path);
    arena_free(arena);
    return ok;
}

static int by_file(const void *a, const void *b)
{
    return str_cmp(((const struct print_order *)a)->page->file,
                   ((const struct print_order *)b)->page->file);
}

/* Without a formatter the last good PDFs stay, as with one that fails. */
static void keep_all(struct press *press)
{
    for (size_t i = 0; i < press->prints.count; i++) {
        struct str path = page_file(press->site->arena, press->prints.at[i].page, "pdf");
        if (path_exists(path_join(press->site->arena, press->project->output, path)))
            publish_keep(press->publish, FORMAT_PDF, path);
    }
}

bool press_prints(struct press *press, struct diags *diags)
{
    if (press->prints.count == 0)
        return true;
    qsort(press->prints.at, press->prints.count, sizeof *press->prints.at, by_file);
    struct print *print = NULL;
    if (str_is(press->site->config.pdf_engine, "fop"))
        diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                 "`pdf.engine: fop` is not possible yet; typst is");
    else
        print = start(press, diags);
    bool ok = print != NULL;
    if (print == NULL)
        keep_all(press);
    for (size_t i = 0; print != NULL && i < press->prints.count && !is_stopped(press); i++)
        ok = print_one(press, print, &press->prints.at[i], diags) && ok;
    print_finish(print);
    return ok;
}
