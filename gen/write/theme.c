#include "write/theme.h"

#include <errno.h>
#include <string.h>
#include <xxhash.h>

#include "base/file.h"
#include "base/list.h"
#include "base/map.h"
#include "base/utf8.h"

/* A file of a theme is written by hand; a font or picture among the assets may be larger. */
static const size_t TEXT_LIMIT = (size_t)4 << 20, ASSET_LIMIT = (size_t)64 << 20;

struct asset {
    struct str path, text; /* under the output */
};

/* The words of one language. */
struct vocabulary {
    json_t *root, *all;
};

struct theme {
    struct arena *arena;
    const struct site *site;
    struct templates *templates;
    struct map vocabularies; /* struct vocabulary by language */
    struct map asset_names;  /* struct asset by file name */
    LIST(struct str) styles;
};

/* ---- finding files ---- */

/* How messages write a path: relative to where the user stands, for files of the project. */
static struct str shown(const struct theme *theme, struct str path)
{
    struct str root = theme->site->root;
    if (root.len == 0 || !str_starts(path, root))
        return path;
    struct str below = str_slice(path, root.len, path.len);
    while (str_starts(below, STR("/")))
        below = str_slice(below, 1, below.len);
    return str_join(theme->arena, theme->site->shown_root, below);
}

/* The text of a theme's file; NULL after an error. */
static const struct source *read_text(struct theme *theme, struct str path, struct diags *diags)
{
    struct source *source = ARENA_NEW(theme->arena, struct source);
    source->path = shown(theme, path);
    int failure = file_read(theme->arena, path, TEXT_LIMIT, &source->text);
    if (failure != 0) {
        diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "cannot read %.*s: %s", STR_ARG(source->path),
                 strerror(failure));
        return NULL;
    }
    size_t bad = utf8_check(source->text);
    if (bad == source->text.len)
        return source;
    diag_add(diags, DIAG_NOT_UTF8, span_of(source, bad, bad + 1), "this is not UTF-8");
    return NULL;
}

/* Reads one file of a theme into it. */
typedef bool take_file(struct theme *theme, struct str path, struct diags *diags);

/* Take each file in `folder` whose name ends in `ending`; a folder that is not there has none. */
static bool take_files(struct theme *theme, struct str folder, const char *ending, take_file *take,
                       struct diags *diags)
{
    struct folder_entries entries = {0};
    int failure = folder_list(theme->arena, folder, &entries);
    if (failure == ENOENT)
        return true;
    if (failure != 0) {
        diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "cannot read %.*s: %s",
                 STR_ARG(shown(theme, folder)), strerror(failure));
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < entries.count; i++) {
        struct folder_entry *entry = &entries.at[i];
        if (entry->kind == ENTRY_FILE && str_ends(entry->name, str_from(ending)))
            ok = take(theme, path_join(theme->arena, folder, entry->name), diags) && ok;
    }
    return ok;
}

/* ---- templates ---- */

static bool take_template(struct theme *theme, struct str path, struct diags *diags)
{
    struct str name = path_stem(path);
    if (templates_has(theme->templates, name))
        return true;
    const struct source *source = read_text(theme, path, diags);
    return source != NULL && templates_add(theme->templates, name, source, diags);
}

/* What writers ask for by name. */
static bool check_templates(const struct theme *theme, struct diags *diags)
{
    static const char *const required[] = {"essay", "page", "home", "section", "glossary", "404"};
    bool ok = templates_check(theme->templates, diags);
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        if (templates_has(theme->templates, str_from(required[i])))
            continue;
        diag_add(diags, DIAG_TEMPLATE_NO_PARTIAL, SPAN_NONE, "theme \"%.*s\" has no %s.mustache",
                 STR_ARG(theme->site->config.theme), required[i]);
        ok = false;
    }
    return ok;
}

/* ---- assets ---- */

static bool take_asset(struct theme *theme, struct str path, struct diags *diags)
{
    struct str name = path_name(path);
    if (map_get(&theme->asset_names, name) != NULL)
        return true;
    struct asset *asset = ARENA_NEW(theme->arena, struct asset);
    int failure = file_read(theme->arena, path, ASSET_LIMIT, &asset->text);
    if (failure != 0) {
        diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "cannot read %.*s: %s",
                 STR_ARG(shown(theme, path)), strerror(failure));
        return false;
    }
    asset->path = str_fmt(theme->arena, "assets/%.*s.%016llx%.*s", STR_ARG(path_stem(path)),
                          (unsigned long long)XXH3_64bits(asset->text.at, asset->text.len),
                          STR_ARG(path_ending(path)));
    map_add(&theme->asset_names, name, asset);
    return true;
}

/* Byte order of names, whichever folder they came from. */
static void sort_styles(struct theme *theme)
{
    for (size_t i = 1; i < theme->styles.count; i++) {
        struct str style = theme->styles.at[i];
        size_t at = i;
        for (; at > 0 && str_cmp(style, theme->styles.at[at - 1]) < 0; at--)
            theme->styles.at[at] = theme->styles.at[at - 1];
        theme->styles.at[at] = style;
    }
}

static void gather_styles(struct theme *theme)
{
    for (size_t i = 0; i < theme->asset_names.count; i++) {
        const struct asset *asset = theme->asset_names.at[i].value;
        if (str_ends(asset->path, STR(".css")))
            *LIST_ADD(&theme->styles, theme->arena) = asset->path;
    }
    sort_styles(theme);
}

/* ---- words ---- */

/* jansson counts the bytes that it read; the mistake is before them. */
static void complain_of_json(const struct source *source, const json_error_t *error,
                             struct diags *diags)
{
    size_t at = error->position > 0 ? (size_t)error->position - 1 : 0;
    diag_add(diags, DIAG_TEMPLATE_SYNTAX, span_of(source, at, at + 1), "%s", error->text);
}

static void add_vocabulary(struct theme *theme, struct str language, json_t *all)
{
    struct vocabulary *vocabulary = ARENA_NEW(theme->arena, struct vocabulary);
    vocabulary->all = all;
    vocabulary->root = json_object();
    json_object_set_new(vocabulary->root, "words", all);
    map_add(&theme->vocabularies, language, vocabulary);
}

static bool take_words(struct theme *theme, struct str path, struct diags *diags)
{
    const struct source *source = read_text(theme, path, diags);
    if (source == NULL)
        return false;
    json_error_t error;
    json_t *all = json_loadb(source->text.at, source->text.len, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(all)) {
        if (all != NULL)
            snprintf(error.text, sizeof error.text, "an object of words is wanted here");
        complain_of_json(source, &error, diags);
        json_decref(all);
        return false;
    }
    struct vocabulary *known = map_get(&theme->vocabularies, path_stem(path));
    if (known == NULL) {
        add_vocabulary(theme, path_stem(path), all);
        return true;
    }
    json_object_update_missing(known->all, all);
    json_decref(all);
    return true;
}

/* Every language has every word, if only in English. */
static bool fill_words(struct theme *theme, struct diags *diags)
{
    struct vocabulary *english = map_get(&theme->vocabularies, STR("en"));
    if (english == NULL) {
        diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "theme \"%.*s\" has no strings/en.json",
                 STR_ARG(theme->site->config.theme));
        return false;
    }
    for (size_t i = 0; i < theme->vocabularies.count; i++) {
        struct vocabulary *vocabulary = theme->vocabularies.at[i].value;
        json_object_update_missing(vocabulary->all, english->all);
    }
    return true;
}

/* ---- the whole ---- */

static bool take_folder(struct theme *theme, struct str folder, struct diags *diags)
{
    struct str assets = path_join(theme->arena, folder, STR("assets"));
    struct str strings = path_join(theme->arena, folder, STR("strings"));
    bool ok = take_files(theme, folder, ".mustache", take_template, diags);
    ok = take_files(theme, assets, "", take_asset, diags) && ok;
    return take_files(theme, strings, ".json", take_words, diags) && ok;
}

/* A theme is a folder's name, not a way out of themes/. */
static bool is_folder_name(struct str name)
{
    return name.len != 0 && name.at[0] != '.' && !str_has(name, STR("/"));
}

/* Read all folders that hold the theme; how many there are goes to `*found`. */
static bool take_folders(struct theme *theme, size_t *found, struct diags *diags)
{
    const struct site *site = theme->site;
    struct str name = str_join(theme->arena, STR("themes/"), site->config.theme);
    bool ok = true;
    for (size_t i = 0; i < site->data_folders.count; i++) {
        struct str folder = path_join(theme->arena, site->data_folders.at[i], name);
        if (!path_is_folder(folder))
            continue;
        (*found)++;
        ok = take_folder(theme, folder, diags) && ok;
    }
    return ok;
}

static bool load(struct theme *theme, struct diags *diags)
{
    const struct site *site = theme->site;
    size_t found = 0;
    bool named = is_folder_name(site->config.theme);
    bool ok = named && take_folders(theme, &found, diags);
    if (found == 0) {
        diag_add(diags, DIAG_NO_SUCH_THEME,
                 site->config.source != NULL ? span_start(site->config.source) : SPAN_NONE,
                 "there is no folder themes/%.*s", STR_ARG(site->config.theme));
        return false;
    }
    gather_styles(theme);
    ok = check_templates(theme, diags) && ok;
    return fill_words(theme, diags) && ok;
}

struct theme *theme_load(const struct site *site, struct diags *diags)
{
    struct arena *arena = site->arena;
    struct theme *theme = ARENA_NEW(arena, struct theme);
    *theme = (struct theme){.arena = arena,
                            .site = site,
                            .templates = templates_new(arena),
                            .vocabularies = map_new(arena),
                            .asset_names = map_new(arena)};
    if (load(theme, diags))
        return theme;
    theme_free(theme);
    return NULL;
}

void theme_free(struct theme *theme)
{
    for (size_t i = 0; theme != NULL && i < theme->vocabularies.count; i++) {
        struct vocabulary *vocabulary = theme->vocabularies.at[i].value;
        json_decref(vocabulary->root);
    }
}

void theme_assets(const struct theme *theme, struct arena *arena, struct sheets *sheets)
{
    for (size_t i = 0; i < theme->asset_names.count; i++) {
        const struct asset *asset = theme->asset_names.at[i].value;
        SHEET_ADD(sheets, arena, asset->path, asset->text);
    }
}

const struct templates *theme_templates(const struct theme *theme)
{
    return theme->templates;
}

struct words theme_words(const struct theme *theme, struct str language)
{
    struct vocabulary *vocabulary = map_get(&theme->vocabularies, language);
    if (vocabulary == NULL)
        vocabulary = map_get(&theme->vocabularies, language_primary(language));
    bool foreign = vocabulary == NULL;
    if (foreign)
        vocabulary = map_get(&theme->vocabularies, STR("en"));
    return (struct words){vocabulary->root, vocabulary->all, language, foreign};
}

size_t theme_style_count(const struct theme *theme)
{
    return theme->styles.count;
}

struct str theme_style(const struct theme *theme, size_t n)
{
    return theme->styles.at[n];
}
