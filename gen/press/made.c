/* Pages that no file stands for: filters with scope = "site" make them of all the others. */
#include "press/room.h"

static struct page *page_at(const struct site *site, struct str path)
{
    for (size_t i = 0; i < site->pages.count; i++)
        if (site->pages.at[i]->kind != PAGE_404 && str_eq(site->pages.at[i]->path, path))
            return site->pages.at[i];
    return NULL;
}

/* Make it a page of the site, unless its address is taken. */
static bool add_page(struct press *press, struct page *page, struct diags *diags)
{
    const struct page *first = page_at(press->site, page->path);
    if (first == NULL) {
        *LIST_ADD(&press->site->pages, press->project->arena) = page;
        return true;
    }
    struct diag *diag = diag_add(diags, DIAG_SLUG_TWICE, page->meta.title_span,
                                 "this filter makes a page /%.*s/, where there is one already",
                                 STR_ARG(page->path));
    if (first->meta.title_span.source != NULL)
        diag_note(diag, "first", first->meta.title_span, "%.*s", STR_ARG(first->meta.title));
    diag_help(diag, "give the filter's page another slug");
    return false;
}

static bool press_docs(struct worker *w)
{
    struct made_docs made = {0};
    bool ok = filter_site(w->runner, w->arena, &made, w->diags);
    for (size_t i = 0; i < made.list.count; i++)
        ok = add_page(w->press, made.list.at[i]->page, w->diags) && ok;
    for (size_t i = 0; ok && i < made.list.count; i++)
        press_made_doc(w, made.list.at[i]);
    return ok;
}

bool press_made(struct press *press, struct diags *diags)
{
    if (!filters_make_pages(press->filters))
        return true;
    press->site->awaits_pages = false;
    struct worker worker = {.press = press,
                            .arena = arena_new(),
                            .keep = press->project->arena,
                            .runner = filter_runner_new(press->filters),
                            .diags = diags};
    trace_filters(&worker);
    bool ok = press_docs(&worker);
    if (press->order->trace != NULL)
        fwrite(worker.trace.at, 1, worker.trace.len, press->order->trace);
    filter_runner_free(worker.runner);
    arena_free(worker.arena);
    return ok;
}

void trace_not_made(const struct press *press)
{
    struct out out = out_new(press->project->arena);
    bool one = press->order->only.len != 0;
    if (press->order->trace == NULL)
        return;
    filters_trace_skipped(press->filters, one ? "only one essay is built" : "there are errors",
                          &out);
    fwrite(out.at, 1, out.len, press->order->trace);
}

void settle_awaited(struct press *press, bool made)
{
    for (size_t i = 0; i < press->site->pages.count; i++) {
        struct page *page = press->site->pages.at[i];
        for (size_t k = 0; k < page->promises.count; k++) {
            struct promise *promise = &page->promises.at[k];
            if (!promise->page->awaited)
                continue;
            const struct page *found = page_at(press->site, promise->page->path);
            if (found != NULL)
                promise->page = found;
            else if (!made)
                *promise = (struct promise){page, STR_NONE, promise->broken};
        }
    }
}
