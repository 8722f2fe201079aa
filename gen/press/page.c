/* The second leg: one page from its file to its sheets. */
#include "annotate/annotate.h"
#include "base/file.h"
#include "press/room.h"
#include "read/essay.h"
#include "resolve/resolve.h"
#include "write/docbook.h"
#include "write/html.h"

bool publish_sheets(struct press *press, enum format format, const struct sheets *sheets,
                    struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < sheets->list.count; i++)
        ok = publish_text(press->publish, format, sheets->list.at[i].path, sheets->list.at[i].text,
                          diags)
            && ok;
    return ok;
}

/*
 * A promise of ours to the reader, checked on every
 * build: each format carries what the model carries.
 */
static bool check_roll(struct doc *doc, struct roll *written, const char *format,
                       struct diags *diags)
{
    bool in_model = false;
    const struct carried *item = roll_difference(&doc->roll, written, &in_model);
    if (item == NULL)
        return true;
    struct str id = item->id.len != 0 ? item->id : STR("without an id");
    struct diag *diag =
        diag_add(diags, DIAG_FORMATS_DISAGREE, span_start(doc->source),
                 "%s: the %s \"%.*s\" %.*s is in the %s only", format, carried_name(item->kind),
                 STR_ARG(id), STR_ARG(item->number), in_model ? "essay" : "output");
    diag_help(diag, "this is a bug in gloss: please report it with the essay");
    return false;
}

static bool write_page_html(struct worker *w, struct doc *doc)
{
    struct sheets sheets = {0};
    struct roll roll = {0};
    write_html_page(doc, w->press->theme, &sheets, &roll, w->diags);
    return check_roll(doc, &roll, "HTML", w->diags)
        && publish_sheets(w->press, FORMAT_HTML, &sheets, w->diags);
}

static bool is_valid(struct worker *w, struct doc *doc, const struct sheet *sheet)
{
    struct str shown = project_shown(w->press->project, doc->arena, sheet->path);
    return w->press->schema == NULL || schema_check(w->press->schema, sheet->text, shown, w->diags);
}

static bool write_page_docbook(struct worker *w, struct doc *doc)
{
    struct sheets sheets = {0};
    struct roll roll = {0};
    unsigned formats = w->press->site->config.formats;
    write_docbook_essay(doc, &sheets, &roll, w->diags);
    if (sheets.list.count == 0 || !check_roll(doc, &roll, "DocBook", w->diags))
        return false;
    bool ok = is_valid(w, doc, &sheets.list.at[0]);
    if (ok && (formats & FORMAT_DOCBOOK) != 0)
        ok = publish_sheets(w->press, FORMAT_DOCBOOK, &sheets, w->diags);
    if (ok && (formats & FORMAT_PDF) != 0 && !w->press->order->dry)
        ok = prepare_print(w, doc, sheets.list.at[0].text);
    return ok;
}

/* Images are copied beside the page; HTML and DocBook refer to the same files. */
static bool publish_images(struct worker *w, struct doc *doc)
{
    bool ok = true;
    for (size_t i = 0; i < doc->files.count; i++) {
        struct doc_file file = doc->files.at[i];
        struct str from = project_path(w->press->project, doc->arena, file.from);
        ok = publish_file(w->press->publish, FORMAT_HTML, file.to, from,
                          project_shown(w->press->project, doc->arena, file.from), w->diags)
            && ok;
    }
    return ok;
}

static bool write_page(struct worker *w, struct doc *doc)
{
    unsigned formats = w->press->site->config.formats;
    bool essay = doc->page->kind == PAGE_ESSAY;
    bool ok = publish_images(w, doc);
    if ((formats & FORMAT_HTML) != 0)
        ok = write_page_html(w, doc) && ok;
    if (essay && (formats & (FORMAT_DOCBOOK | FORMAT_PDF)) != 0)
        ok = write_page_docbook(w, doc) && ok;
    return ok;
}

/*
 * Mistakes found before (`errors` of them are known) do not stop
 * the later stages, so that one run shows all there is to mend.
 */
static void finish_doc(struct worker *w, struct doc *doc, size_t errors)
{
    if (filter_doc(w->runner, doc, w->diags) && resolve_doc(doc, w->diags) && errors == 0)
        write_page(w, doc);
}

void press_page(struct worker *w, struct page *page)
{
    struct doc *doc = read_essay(w->arena, w->press->site, page, w->diags);
    if (doc == NULL)
        return;
    doc->keep = w->keep;
    if (w->press->order->dry)
        check_moved(w, doc);
    else
        note_good_text(w, doc);
    size_t errors = diags_count(w->diags, SEVERITY_ERROR);
    if (annotate_doc(doc, w->diags))
        finish_doc(w, doc, errors);
}

void press_made_doc(struct worker *w, struct doc *doc)
{
    doc->keep = w->keep;
    finish_doc(w, doc, 0);
}
