#include "press/script.h"

#include "base/file.h"
#include "model/terms.h"
#include "press/room.h"
#include "resolve/resolve.h"

static bool run_script(struct project *project, const struct script_order *script, FILE *to,
                       struct diags *diags)
{
    struct site *site = &project->site;
    struct str path = path_clean(site->arena, path_join(site->arena, project->here, script->file));
    struct filter_script run = {.arguments = script->arguments,
                                .count = (size_t)script->argument_count,
                                .to = to,
                                .folder = is_input(script->file) ? STR_NONE : path_folder(path),
                                .source = open_input(site, script->file, diags)};
    return run.source != NULL && filter_script(site, &run, diags);
}

/* The pages and the glossary, as filters see them before any essay has been read. */
static bool find_all(struct project *project, struct diags *diags)
{
    struct site *site = &project->site;
    if (!project_find(project, diags))
        return false;
    if (site->entries.count != 0)
        site->terms = terms_new(site, diags);
    return site->entries.count == 0
        || (site->terms != NULL && resolve_entries(site, project->glossary, diags));
}

bool press_script(const struct order *order, const struct script_order *script, FILE *to,
                  struct diags *diags)
{
    if (!allow_names(order, diags))
        return false;
    bool inside = project_is_there(order);
    struct project *project = inside ? project_open(order, diags) : project_none(order);
    if (project == NULL)
        return false;
    struct theme *theme = theme_load(&project->site, diags);
    struct formats formats = formats_all(theme);
    project->site.formats = &formats;
    bool ok = theme != NULL && (!inside || find_all(project, diags))
        && run_script(project, script, to, diags);
    theme_free(theme);
    project_close(project);
    return ok;
}
