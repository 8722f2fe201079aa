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
#include "read/source.h"

#define LARGEST_PDF ((size_t)1 << 32)

/* Where a file of the output has its double for the formatter. */
static struct str print_path(const struct press *press, struct arena *arena, struct str path)
{
    return path_join(arena, press->project->cache, path_join(arena, STR("print"), path));
}

/* The file of a page whose name is its slug and `ending`. */
static struct str page_file(struct arena *arena, const struct page *page, const char *ending)
{
    return str_fmt(arena, "%.*s/%.*s%s", STR_ARG(page->path), STR_ARG(page->slug), ending);
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

/* `from` is relative to the project, `to` to the output. What it holds becomes part of `key`. */
static bool lay_out_file(struct worker *w, struct out *key, struct str from, struct str to)
{
    struct arena *arena = key->arena;
    struct str source = project_path(w->press->project, arena, from), text = STR_NONE;
    int error = file_read(arena, source, (size_t)1 << 40, &text);
    if (error != 0)
        diag_add(w->diags, DIAG_CANNOT_READ, SPAN_NONE, "%.*s cannot be read: %s",
                 STR_ARG(project_shown(w->press->project, arena, from)), strerror(error));
    out_fmt(key, "%.*s\n%.*s\n", STR_ARG(to), STR_ARG(print_hash(arena, text)));
    return error == 0 && lay_out_text(w, print_path(w->press, arena, to), text);
}

/* Images beside the source are copied beside the page, those of static/ have its paths. */
static bool lay_out_images(struct worker *w, struct doc *doc, struct out *key)
{
    bool ok = true;
    for (size_t i = 0; i < doc->files.count; i++)
        ok = lay_out_file(w, key, doc->files.at[i].from, doc->files.at[i].to) && ok;
    for (const struct node *at = doc->body; at != NULL; at = node_next(doc->body, at)) {
        if (at->kind != NODE_IMAGE || at->ref->kind != REF_FILE
            || !str_starts(at->target, STR("/")))
            continue;
        struct str from = path_join(doc->arena, STR("static"), at->ref->url);
        ok = lay_out_file(w, key, from, at->ref->url) && ok;
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

static void put_roll(struct out *key, const struct roll *roll)
{
    for (size_t i = 0; i < roll->items.count; i++)
        out_fmt(key, "%d %.*s %.*s\n", (int)roll->items.at[i].kind, STR_ARG(roll->items.at[i].id),
                STR_ARG(roll->items.at[i].number));
}

bool prepare_print(struct worker *w, struct doc *doc, struct str docbook)
{
    struct out key = out_new(doc->arena);
    struct str path = print_path(w->press, w->keep, page_file(w->keep, doc->page, ".xml"));
    if (!lay_out_text(w, path, docbook) || !lay_out_images(w, doc, &key))
        return false;
    struct print_order order = {doc->page, path, keep_roll(w->keep, &doc->roll), STR_NONE};
    put_roll(&key, &order.roll);
    out_raw(&key, docbook);
    order.key = print_hash(w->keep, out_str(&key));
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

/* Printing, begun when the first document needs it. */
struct printer {
    struct press *press;
    struct print_settings settings;
    struct str key; /* of what all documents share; empty where nothing can be printed */
    struct print *print;
    bool tried;
};

static struct str standards_of(const struct press *press)
{
    const struct pdf_config *pdf = &press->site->config.pdf;
    struct out standards = out_new(press->site->arena);
    for (size_t i = 0; i < pdf->standards.count; i++)
        out_fmt(&standards, "%s%.*s", i == 0 ? "" : " ", STR_ARG(pdf->standards.at[i]));
    return pdf->standards.count != 0 ? out_str(&standards) : STR("none");
}

static bool find_settings(struct press *press, struct print_settings *settings, struct diags *diags)
{
    const struct pdf_config *pdf = &press->site->config.pdf;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    *settings = (struct print_settings){
        .program = path_folder(press->order->program),
        .template_folder = find_template(press),
        .root = STR("/"),
        .notes = pdf->notes,
        .paper = pdf->paper,
        .margins = pdf->margins,
        .standards = standards_of(press),
        .engine = pdf->engine,
        .cache = press->project->cache,
        .text_font = pdf->text_font,
        .cjk_font = pdf->cjk_font,
        .timestamp = epoch != NULL && *epoch != '\0' ? strtoll(epoch, NULL, 10) : -1,
    };
    if (settings->template_folder.len != 0)
        return true;
    diag_add(diags, DIAG_NO_SUCH_THEME, SPAN_NONE, "the theme \"%.*s\" has no print/article.typ",
             STR_ARG(press->site->config.theme));
    return false;
}

static bool is_ready(struct printer *printer, struct diags *diags)
{
    if (!printer->tried)
        printer->print = print_start(printer->press->site->arena, &printer->settings, diags);
    printer->tried = true;
    return printer->print != NULL;
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

/* ---- PDFs that are as they would be made now ---- */

/* What stands beside a PDF that was printed without a word: what it was made of, and what it is. */
static struct str record_of(const struct printer *printer, struct arena *arena,
                            const struct print_order *order, struct str pdf)
{
    return str_fmt(arena, "%.*s %.*s\n%.*s\n", STR_ARG(printer->key), STR_ARG(order->key),
                   STR_ARG(print_hash(arena, pdf)));
}

static struct str record_path(struct arena *arena, struct str pdf)
{
    return str_fmt(arena, "%.*s.key", STR_ARG(pdf));
}

static bool is_made(const struct printer *printer, struct arena *arena,
                    const struct print_order *order, struct str pdf)
{
    struct str text = STR_NONE;
    return printer->key.len != 0 && file_read(arena, pdf, LARGEST_PDF, &text) == 0
        && file_holds(record_path(arena, pdf), record_of(printer, arena, order, text));
}

/* Without a record the PDF is printed again: one that cannot be written is no misfortune. */
static void keep_record(const struct printer *printer, struct arena *arena,
                        const struct print_order *order, struct str pdf)
{
    struct str text = STR_NONE;
    if (file_read(arena, pdf, LARGEST_PDF, &text) == 0)
        (void)file_write(record_path(arena, pdf), record_of(printer, arena, order, text));
}

/* ---- one document ---- */

struct letter_search {
    struct press *press;
    const struct page *page;
};

static struct span find_letter_in(struct press *press, struct str file, struct str letter)
{
    struct site *site = press->site;
    struct diags *unsaid =
        diags_new(); /* the file was read before; where it no longer can be, so be it */
    struct source *source = file.len != 0 ? read_source(site->arena, site, file, unsaid) : NULL;
    size_t at = source != NULL ? str_find(source->text, letter, 0) : 0;
    diags_free(unsaid);
    return source != NULL && at < source->text.len ? span_of(source, at, at + letter.len)
                                                   : SPAN_NONE;
}

/* In the essay, else in its notes, else in an entry of the glossary. */
static struct span find_letter(void *context, struct str letter)
{
    const struct letter_search *search = context;
    const struct page *page = search->page;
    const struct site *site = search->press->site;
    struct span span = find_letter_in(search->press, page->file, letter);
    for (size_t i = 0; i < page->note_files.count && span.source == NULL; i++)
        span = find_letter_in(search->press, page->note_files.at[i], letter);
    for (size_t i = 0; i < site->entries.count && span.source == NULL; i++)
        span = find_letter_in(search->press, site->entries.at[i]->file, letter);
    return span;
}

static size_t said(const struct diags *diags)
{
    return diags_count(diags, SEVERITY_NOTICE) + diags_count(diags, SEVERITY_WARNING)
        + diags_count(diags, SEVERITY_ERROR);
}

/*
 * Whether the PDF has what the essay has. The formatter itself compares a part of an essay with the
 * DocBook, of which a part cannot tell what it leaves out.
 */
static bool is_as_carried(const struct press *press, struct print_order *order,
                          const struct print_job *job, struct printed *printed, struct diags *diags)
{
    return job->part.len != 0 || check_printed(press, order, printed, diags);
}

/* A PDF of which something was said has no record, so that it is said again. */
static bool print_anew(struct printer *printer, struct arena *arena, struct print_order *order,
                       struct str part, struct str pdf, struct diags *diags)
{
    struct press *press = printer->press;
    struct letter_search search = {press, order->page};
    struct print_job job = {.docbook = order->docbook,
                            .pdf = pdf,
                            .part = part,
                            .letters = {find_letter, &search},
                            .name = project_shown(press->project, arena, order->page->file)};
    struct printed printed = {0};
    size_t before = said(diags);
    if (!is_ready(printer, diags) || !print_document(printer->print, arena, &job, &printed, diags)
        || !is_as_carried(press, order, &job, &printed, diags))
        return false;
    if (said(diags) == before)
        keep_record(printer, arena, order, pdf);
    return true;
}

/*
 * One PDF of a document: all of it, or the part of that name.
 * Where it cannot be printed, the last good PDF stays.
 */
static bool press_print(struct printer *printer, struct print_order *order, const char *part,
                        const char *ending, struct diags *diags)
{
    struct press *press = printer->press;
    struct arena *arena = arena_new();
    struct str path = page_file(arena, order->page, ending);
    struct str pdf = print_path(press, arena, path);
    bool ok = (is_made(printer, arena, order, pdf)
               || print_anew(printer, arena, order, str_from(part), pdf, diags))
        && publish_file(press->publish, FORMAT_PDF, path, pdf, pdf, diags);
    if (!ok && path_exists(path_join(arena, press->project->output, path)))
        publish_keep(press->publish, FORMAT_PDF, path);
    arena_free(arena);
    return ok;
}

static bool has_notes(const struct roll *roll)
{
    for (size_t i = 0; i < roll->items.count; i++)
        if (roll->items.at[i].kind == CARRIED_NOTE || roll->items.at[i].kind == CARRIED_FOOTNOTE)
            return true;
    return false;
}

static bool press_parts(struct printer *printer, struct print_order *order, struct diags *diags)
{
    const struct order *asked = printer->press->order;
    bool ok = press_print(printer, order, "", ".pdf", diags);
    if (asked->reader && has_notes(&order->roll))
        ok = press_print(printer, order, "reader", "-reader.pdf", diags) && ok;
    if (asked->notebook && has_notes(&order->roll))
        ok = press_print(printer, order, "notebook", "-notebook.pdf", diags) && ok;
    return ok;
}

static int by_file(const void *a, const void *b)
{
    return str_cmp(((const struct print_order *)a)->page->file,
                   ((const struct print_order *)b)->page->file);
}

bool press_prints(struct press *press, struct diags *diags)
{
    struct printer printer = {.press = press};
    if (press->prints.count == 0)
        return true;
    qsort(press->prints.at, press->prints.count, sizeof *press->prints.at, by_file);
    if (find_settings(press, &printer.settings, diags))
        printer.key = print_key(press->site->arena, &printer.settings);
    else
        printer.tried = true;
    bool ok = true;
    for (size_t i = 0; i < press->prints.count && !is_stopped(press); i++) {
        tell_progress(press, "PDFs", i + 1, press->prints.count);
        ok = press_parts(&printer, &press->prints.at[i], diags) && ok;
    }
    print_finish(printer.print);
    return ok;
}
