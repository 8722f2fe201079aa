#include "resolve/resolve.h"

#include "base/file.h"
#include "resolve/room.h"

struct node *next_root(struct doc *doc, size_t *part)
{
    for (;;) {
        size_t i = (*part)++;
        struct node *root = NULL;
        if (i == 0)
            root = doc->abstract;
        else if (i <= doc->bios.count)
            root = doc->bios.at[i - 1];
        else if (i == doc->bios.count + 1)
            root = doc->body;
        else
            return NULL;
        if (root != NULL)
            return root;
    }
}

bool resolve_doc(struct doc *doc, struct diags *diags)
{
    struct resolver r = {.doc = doc,
                         .arena = doc->arena,
                         .diags = diags,
                         .ids = map_new(doc->arena),
                         .repeats = map_new(doc->arena),
                         .ok = true};
    if (!doc->site->flat)
        make_sections(&r);
    give_ids(&r);
    give_numbers(&r);
    struct node *root;
    for (size_t part = 0; (root = next_root(doc, &part)) != NULL;)
        resolve_links(&r, root);
    take_tally(&r);
    return r.ok;
}

/* Definitions stand on one page together: a footnote's number would depend on its neighbours. */
static void check_no_notes(struct resolver *r, const struct node *definition)
{
    for (const struct node *at = definition; at != NULL; at = node_next(definition, at))
        if (at->kind == NODE_NOTE)
            RESOLVE_ERROR(r, DIAG_NOT_YET, at->span,
                          "footnotes in the definition of a glossary entry are not possible yet");
}

static void find_see_also(struct resolver *r, struct site *site, struct entry *entry)
{
    for (size_t i = 0; i < entry->see_also.count; i++) {
        const struct entry *other = site_entry(site, entry->see_also.at[i]);
        if (other != NULL) {
            *LIST_ADD(&entry->see, site->arena) = other;
            continue;
        }
        struct span span = i < entry->see_spans.count ? entry->see_spans.at[i] : entry->term_span;
        struct diag *diag = RESOLVE_ERROR(r, DIAG_TERM_UNKNOWN, span,
                                          "`see_also` names \"%.*s\", which is not in the glossary",
                                          STR_ARG(entry->see_also.at[i]));
        struct str near = map_closest(&site->entries_by_id, entry->see_also.at[i]);
        if (near.len != 0)
            diag_help(diag, "did you mean \"%.*s\"?", STR_ARG(near));
    }
}

bool resolve_entries(struct site *site, struct page *glossary, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < site->entries.count; i++) {
        struct entry *entry = site->entries.at[i];
        struct page page = *glossary;
        page.folder = path_folder(entry->file);
        page.promises.at = NULL;
        page.promises.count = page.promises.room = 0;
        struct doc doc = {.arena = site->arena,
                          .keep = site->arena,
                          .site = site,
                          .page = &page,
                          .source = entry->source,
                          .body = entry->definition};
        struct resolver r = {.doc = &doc,
                             .arena = site->arena,
                             .diags = diags,
                             .ids = map_new(site->arena),
                             .ok = true};
        check_no_notes(&r, entry->definition);
        resolve_links(&r, entry->definition);
        find_see_also(&r, site, entry);
        entry->summary = entry_summary(site->arena, entry->definition); /* links have texts now */
        for (size_t k = 0; k < page.promises.count; k++)
            *LIST_ADD(&glossary->promises, site->arena) = page.promises.at[k];
        ok = ok && r.ok;
    }
    return ok;
}

bool resolve_promises(struct page *page, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < page->promises.count; i++) {
        struct promise *promise = &page->promises.at[i];
        bool kept = promise->id.len == 0 || map_get(&promise->page->targets, promise->id) != NULL;
        if (promise->page->awaited || !kept) {
            diags_join(diags, promise->broken);
            ok = false;
        }
        diags_free(promise->broken);
    }
    page->promises.count = 0;
    return ok;
}
