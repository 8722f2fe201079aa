/*
 * The third leg: promises kept, uses of terms, lists,
 * the glossary, the theme's and the site's own files.
 */
#include "base/file.h"
#include "press/room.h"
#include "resolve/resolve.h"
#include "write/docbook.h"
#include "write/html.h"

static bool check_promises(struct press *press, struct diags *diags)
{
    bool ok = true, whole = press->order->only.len == 0;
    struct diags *unsaid = diags_new(); /* a build of one essay does not know the others' ids */
    for (size_t i = 0; i < press->site->pages.count; i++)
        ok = resolve_promises(press->site->pages.at[i], whole ? diags : unsaid) && ok;
    diags_free(unsaid);
    return ok || !whole;
}

/* In the order of the pages, whoever pressed them. */
static size_t collect_uses(struct press *press)
{
    size_t count = 0;
    for (size_t i = 0; i < press->site->pages.count; i++) {
        const struct page *page = press->site->pages.at[i];
        for (size_t k = 0; k < page->uses.count; k++) {
            struct entry *entry = site_entry(press->site, page->uses.at[k].entry->id);
            *LIST_ADD(&entry->uses, press->project->arena) = page->uses.at[k];
            count++;
        }
    }
    return count;
}

static bool is_named(const struct site *site, const struct entry *entry)
{
    for (size_t i = 0; i < site->entries.count; i++)
        for (size_t k = 0; k < site->entries.at[i]->see.count; k++)
            if (site->entries.at[i]->see.at[k] == entry)
                return true;
    return false;
}

static void report_unused(const struct site *site, struct diags *diags)
{
    for (size_t i = 0; i < site->entries.count; i++) {
        const struct entry *entry = site->entries.at[i];
        if (entry->uses.count != 0 || is_named(site, entry))
            continue;
        struct diag *diag =
            diag_add(diags, DIAG_TERM_UNUSED, entry->term_span,
                     "no essay, page or note uses the term \"%.*s\"", STR_ARG(entry->term));
        diag_help(diag, "add the words that stand for it to `forms:`, or take the entry away");
    }
}

static bool write_lists(struct press *press, struct arena *arena, struct diags *diags)
{
    struct sheets sheets = {0};
    if ((press->site->config.formats & FORMAT_HTML) == 0)
        return true;
    write_html_lists(press->site, press->theme, arena, &sheets, diags);
    theme_assets(press->theme, arena, &sheets);
    return publish_sheets(press, FORMAT_HTML, &sheets, diags) && publish_static(press, diags);
}

static bool write_glossary(struct press *press, struct arena *arena, struct diags *diags)
{
    struct sheets sheets = {0};
    if ((press->site->config.formats & FORMAT_DOCBOOK) == 0 || press->site->entries.count == 0)
        return true;
    write_docbook_glossary(press->site, arena, &sheets, diags);
    bool ok = true;
    for (size_t i = 0; press->schema != NULL && i < sheets.list.count; i++)
        ok = schema_check(press->schema, sheets.list.at[i].text,
                          project_shown(press->project, arena, sheets.list.at[i].path), diags)
            && ok;
    return ok && publish_sheets(press, FORMAT_DOCBOOK, &sheets, diags);
}

bool press_whole(struct press *press, struct diags *diags)
{
    bool all = press->order->only.len == 0 && diags_count(diags, SEVERITY_ERROR) == 0;
    bool ok = !all || press_made(press, diags);
    if (!all)
        trace_not_made(press);
    settle_awaited(press, all);
    ok = check_promises(press, diags) && ok;
    if (press->order->only.len != 0 || diags_count(diags, SEVERITY_ERROR) != 0)
        return ok;
    if (collect_uses(press)
        != 0) /* where nothing is linked at all, nobody wants to hear it of each term */
        report_unused(press->site, diags);
    struct arena *arena = arena_new();
    ok = write_lists(press, arena, diags) && ok;
    arena_reset(arena);
    ok = write_glossary(press, arena, diags) && ok;
    arena_free(arena);
    return ok;
}
