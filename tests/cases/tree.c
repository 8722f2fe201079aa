/*
 * tree ROOT SLUG: the essay SLUG of the project ROOT as a tree, when all stages that change it are
 * done; what `want.tree` of a golden case holds. Mistakes are not shown here: the case's own build
 * shows them.
 */
#include <stdio.h>

#include "annotate/annotate.h"
#include "filter/filter.h"
#include "model/terms.h"
#include "press/project.h"
#include "read/essay.h"
#include "resolve/resolve.h"

static void put_part(struct out *out, const char *name, const struct node *root)
{
    if (root == NULL)
        return;
    out_fmt(out, "%s\n", name);
    node_dump(root, out);
}

static void put_notes(struct out *out, const struct doc *doc)
{
    for (size_t i = 0; i < doc->notes.count; i++) {
        const struct note *note = &doc->notes.at[i];
        out_fmt(out, "note %.*s layer=%.*s number=%.*s lemma=\"%.*s\"\n", STR_ARG(note->id),
                STR_ARG(note->layer), STR_ARG(note->number), STR_ARG(note->lemma));
    }
}

static bool take_stages(struct doc *doc, const struct filters *filters, struct diags *diags)
{
    struct filter_runner *runner = filter_runner_new(filters);
    bool ok = annotate_doc(doc, diags) && filter_doc(runner, doc, diags) && resolve_doc(doc, diags);
    filter_runner_free(runner);
    return ok;
}

static bool show_page(struct project *project, struct page *page, const struct filters *filters,
                      struct diags *diags)
{
    struct doc *doc = read_essay(project->arena, &project->site, page, diags);
    if (doc == NULL)
        return false;
    doc->keep = project->arena;
    if (!take_stages(doc, filters, diags))
        return false;
    struct out out = out_new(project->arena);
    put_part(&out, "abstract", doc->abstract);
    put_part(&out, "body", doc->body);
    put_notes(&out, doc);
    fwrite(out.at, 1, out.len, stdout);
    return true;
}

static bool show(struct project *project, struct str slug, struct diags *diags)
{
    struct site *site = &project->site;
    bool twice = false;
    if (!project_find(project, diags))
        return false;
    if (site->entries.count != 0) {
        site->terms = terms_new(site, diags);
        resolve_entries(site, project->glossary, diags);
    }
    struct page *page = site_page_by_slug(site, slug, &twice);
    struct filters *filters = filters_load(site, diags);
    return page != NULL && filters != NULL && show_page(project, page, filters, diags);
}

int main(int count, char **words)
{
    if (count != 3) {
        fputs("usage: tree ROOT SLUG\n", stderr);
        return 2;
    }
    press_init();
    struct diags *diags = diags_new();
    struct order order = {.root = str_from(words[1]), .today = STR("2024-05-02")};
    struct project *project = project_open(&order, diags);
    bool ok = project != NULL && show(project, str_from(words[2]), diags);
    if (project != NULL)
        project_close(project);
    diags_free(diags);
    return ok ? 0 : 1;
}
