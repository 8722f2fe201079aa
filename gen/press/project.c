#include "press/project.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "read/config.h"

static struct str here(struct arena *arena)
{
    char *cwd = getcwd(NULL, 0);
    struct str path = str_keep(arena, cwd != NULL ? str_from(cwd) : STR("/"));
    free(cwd);
    return path;
}

/*
 * The nearest folder at or above `from` that holds a
 * gloss.yaml, as git looks for its folder; empty for none.
 */
static struct str find_root(struct arena *arena, struct str from)
{
    for (struct str folder = from;; folder = path_folder(folder)) {
        if (path_exists(path_join(arena, folder, STR("gloss.yaml"))))
            return folder;
        if (folder.len <= 1)
            return STR_NONE;
    }
}

static void report_none(struct diags *diags, struct str where)
{
    struct diag *diag = diag_add(diags, DIAG_NO_PROJECT, SPAN_NONE,
                                 "there is no gloss.yaml in %.*s or above it", STR_ARG(where));
    diag_help(diag, "go to the project's folder, or name it with `-C FOLDER`");
}

static const struct source *read_yaml(struct project *p, struct str path, struct str shown,
                                      struct diags *diags)
{
    struct source *source = ARENA_NEW(p->arena, struct source);
    *source = (struct source){.path = shown, .text = STR("")};
    int error = file_read(p->arena, path, 1 << 20, &source->text);
    if (error == 0)
        return source;
    struct diag *diag =
        diag_add(diags, error == ENOENT ? DIAG_NO_PROJECT : DIAG_CANNOT_READ, span_start(source),
                 "%.*s cannot be read: %s", STR_ARG(shown), strerror(error));
    diag_help(diag, "name another file with `-c FILE`");
    return NULL;
}

/* How a path in the project looks from where the user stands. */
static struct str shown_root(struct project *p)
{
    struct str relative = path_relative(p->arena, str_slice(p->here, 1, p->here.len),
                                        str_slice(p->site.root, 1, p->site.root.len));
    if (relative.len == 0 || str_ends(relative, STR("/")))
        return relative;
    return str_join(p->arena, relative, STR("/"));
}

/* ---- where themes and filters are ---- */

static void add_data_folder(struct site *site, struct str folder)
{
    if (path_is_folder(path_join(site->arena, folder, STR("themes"))))
        *LIST_ADD(&site->data_folders, site->arena) = folder;
}

/*
 * The project's own folder, <prefix>/share/gloss beside
 * the binary, GLOSS_DATA, the checkout of a build folder.
 */
void project_find_data(struct site *site, struct str program)
{
    *LIST_ADD(&site->data_folders, site->arena) = site->root;
    struct str bin = path_folder(program), prefix = path_folder(bin);
    add_data_folder(site, path_join(site->arena, prefix, STR("share/gloss")));
    const char *named = getenv("GLOSS_DATA");
    if (named != NULL && *named != '\0')
        add_data_folder(site, str_keep(site->arena, str_from(named)));
    for (struct str folder = bin; folder.len > 1; folder = path_folder(folder))
        if (path_exists(path_join(site->arena, folder, STR("gen/model/node.def"))))
            add_data_folder(site, folder);
}

/* ---- today is an input ---- */

static struct str date_of(struct arena *arena, time_t seconds, struct str zone)
{
    if (zone.len != 0) {
        setenv("TZ", str_c(arena, zone), 1); /* before any thread starts */
        tzset();
    }
    struct tm day;
    char text[32];
    if (localtime_r(&seconds, &day) == NULL)
        return STR("1970-01-01");
    size_t len = strftime(text, sizeof text, "%Y-%m-%d", &day);
    return str_keep(arena, (struct str){text, len});
}

static struct str today_of(struct project *p, const struct order *order)
{
    if (order->today.len != 0)
        return order->today;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch != NULL && *epoch != '\0')
        return date_of(p->arena, (time_t)strtoll(epoch, NULL, 10), STR("UTC"));
    return date_of(p->arena, time(NULL), p->site.config.timezone);
}

/* A layer that the configuration does not have is a mistake on the command line. */
static bool check_layers(const struct project *p, const struct order *order, struct diags *diags)
{
    const struct config *config = &p->site.config;
    struct map known = map_new(p->arena);
    bool ok = true;
    for (size_t i = 0; i < config->layers.count; i++)
        map_add(&known, config->layers.at[i].name, &known);
    for (size_t i = 0; i < order->layers.count; i++) {
        struct str name = order->layers.at[i];
        if (map_get(&known, name) != NULL)
            continue;
        struct diag *diag =
            diag_add(diags, DIAG_BAD_VALUE, SPAN_NONE,
                     "`--layers %.*s`: gloss.yaml has no layer of that name", STR_ARG(name));
        struct str near = map_closest(&known, name);
        if (near.len != 0)
            diag_help(diag, "did you mean \"%.*s\"?", STR_ARG(near));
        else
            diag_help(diag, "layers are named under `notes: layers:`");
        ok = false;
    }
    return ok;
}

/* What filters are given besides the sources. */
static void apply_inputs(struct project *p, const struct order *order)
{
    for (size_t i = 0; i < order->reads.count; i++)
        *LIST_ADD(&p->site.reads, p->arena) =
            path_clean(p->arena, path_join(p->arena, p->here, order->reads.at[i]));
    p->site.today = today_of(p, order);
}

static void apply_order(struct project *p, const struct order *order)
{
    struct config *config = &p->site.config;
    if (order->formats != 0)
        config->formats = order->formats;
    if (order->base_url.len != 0)
        config->base_url = order->base_url;
    if (order->pdf_engine.len != 0)
        config->pdf.engine = order->pdf_engine;
    if (order->pdf_notes.len != 0)
        config->pdf.notes = order->pdf_notes;
    if (order->theme.len != 0)
        config->theme = order->theme;
    p->site.drafts = order->drafts;
    p->site.future = order->future;
    for (size_t i = 0; i < order->layers.count; i++)
        *LIST_ADD(&p->site.layers, p->arena) = order->layers.at[i];
    apply_inputs(p, order);
    bool named = order->output.len != 0;
    p->output = named ? path_join(p->arena, p->here, order->output)
                      : project_path(p, p->arena, STR("public"));
    p->shown_output = named ? order->output : project_shown(p, p->arena, STR("public"));
    p->cache = project_path(p, p->arena, STR(".gloss"));
}

static bool locate(struct project *p, const struct order *order, struct diags *diags,
                   struct str *yaml)
{
    struct str from = path_clean(p->arena, path_join(p->arena, p->here, order->root));
    bool named = order->config.len != 0;
    *yaml = named ? path_clean(p->arena, path_join(p->arena, p->here, order->config)) : STR_NONE;
    p->site.root = named ? path_folder(*yaml) : find_root(p->arena, from);
    if (p->site.root.len == 0) {
        report_none(diags, order->root.len != 0 ? order->root : STR("this folder"));
        return false;
    }
    p->site.shown_root = shown_root(p);
    if (!named)
        *yaml = path_join(p->arena, p->site.root, STR("gloss.yaml"));
    return true;
}

static struct project *new_project(void)
{
    struct arena *arena = arena_new();
    struct project *p = ARENA_NEW(arena, struct project);
    p->arena = p->site.arena = arena;
    p->site.pages_by_file = map_new(arena);
    p->site.entries_by_id = map_new(arena);
    p->here = here(arena);
    return p;
}

bool project_is_there(const struct order *order)
{
    struct arena *arena = arena_new();
    bool is =
        order->root.len != 0 || order->config.len != 0 || find_root(arena, here(arena)).len != 0;
    arena_free(arena);
    return is;
}

struct project *project_none(const struct order *order)
{
    struct project *p = new_project();
    p->site.root = p->here;
    p->site.alone = true;
    config_defaults(p->arena, &p->site.config);
    project_find_data(&p->site, order->program);
    apply_inputs(p, order);
    return p;
}

struct project *project_open(const struct order *order, struct diags *diags)
{
    struct project *p = new_project();
    struct arena *arena = p->arena;
    struct str yaml = STR_NONE;
    if (!locate(p, order, diags, &yaml))
        goto fail;
    const struct source *source =
        read_yaml(p, yaml, project_shown(p, arena, path_name(yaml)), diags);
    if (source == NULL || !read_config(arena, source, &p->site.config, diags)
        || !check_layers(p, order, diags))
        goto fail;
    project_find_data(&p->site, order->program);
    apply_order(p, order);
    return p;
fail:
    project_close(p);
    return NULL;
}

void project_close(struct project *p)
{
    if (p != NULL)
        arena_free(p->arena);
}

struct str project_path(const struct project *p, struct arena *arena, struct str file)
{
    return path_join(arena, p->site.root, file);
}

struct str project_shown(const struct project *p, struct arena *arena, struct str file)
{
    return str_join(arena, p->site.shown_root, file);
}
