#include "read/config.h"
#include "base/file.h"

#include "read/config_pdf.h"
#include "read/yaml.h"

void config_defaults(struct arena *arena, struct config *config)
{
    *config = (struct config){
        .language = STR("en"),
        .theme = STR("paper"),
        .timezone = STR("UTC"),
        .formats = FORMAT_HTML | FORMAT_DOCBOOK,
        .pdf = {.engine = STR("auto"), .notes = STR("foot"), .paper = STR("a4")},
        .notes_path = STR("content/notes"),
        .glossary_path = STR("content/glossary"),
        .smart = true,
        .limits = {.source_bytes = 16 << 20,
                   .parser_bytes = 256 << 20,
                   .table_columns = 500,
                   .table_cells = 100000,
                   .depth = 100,
                   .notes = 5000,
                   .filter_bytes = 64 << 20,
                   .filter_units = 100000000},
    };
    *LIST_ADD(&config->layers, arena) = (struct layer){.name = STR("note")};
    *LIST_ADD(&config->pdf.standards, arena) = STR("ua-1");
}

static void put_str(struct yaml *map, const char *key, struct str *to)
{
    struct str text = yaml_str(map, key);
    if (text.len != 0)
        *to = text;
}

/* ---- formats and filters ---- */

static const struct yaml_word format_words[] = {{"html", FORMAT_HTML},
                                                {"docbook", FORMAT_DOCBOOK},
                                                {"pdf", FORMAT_PDF},
                                                {"json", FORMAT_JSON},
                                                {0}};

static void put_formats(struct yaml *map, struct config *config)
{
    struct yaml *list = yaml_list(map, "formats");
    unsigned formats = 0;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        int format;
        if (!yaml_as_choice(list->items[i], format_words, &format))
            continue;
        if (format == FORMAT_JSON)
            diag_help(yaml_bad(list->items[i], "a build does not write JSON yet"),
                      "`gloss convert -t json` writes that of one document");
        else
            formats |= (unsigned)format;
    }
    if (list != NULL && list->count == 0)
        yaml_bad(list, "`formats` names no format; leave it out for html and docbook");
    if (formats != 0)
        config->formats = formats;
}

static void put_grants(struct yaml *grants, struct filter_order *order)
{
    struct yaml *reads = yaml_list(grants, "read");
    for (size_t i = 0; reads != NULL && i < reads->count; i++) {
        struct str folder = path_clean(grants->reader->arena, yaml_as_str(reads->items[i]));
        if (str_starts(folder, STR("..")) || str_starts(folder, STR("/")))
            yaml_bad(reads->items[i],
                     "`read` takes folders inside the project; others can be "
                     "granted by `--grant read=FOLDER` alone");
        else
            *LIST_ADD(&order->reads, grants->reader->arena) = folder;
    }
    yaml_finish(grants);
}

static struct filter_order take_filter(struct yaml *item)
{
    struct filter_order order = {.span = item->span};
    if (item->kind != VALUE_MAP) {
        order.name = yaml_as_str(item);
        return order;
    }
    struct yaml *path = yaml_need(item, "path", "name the filter's file or its name");
    if (path != NULL) {
        order.name = yaml_as_str(path);
        order.span = path->span;
    }
    struct yaml *options = yaml_map(item, "options");
    order.options = options != NULL ? yaml_as_value(options) : NULL;
    struct yaml *grants = yaml_map(item, "grants");
    if (grants != NULL)
        put_grants(grants, &order);
    yaml_finish(item);
    return order;
}

static void put_filters(struct yaml *map, struct config *config)
{
    struct yaml *list = yaml_list(map, "filters");
    config->has_filters = list != NULL;
    for (size_t i = 0; list != NULL && i < list->count; i++)
        *LIST_ADD(&config->filters, map->reader->arena) = take_filter(list->items[i]);
}

/* ---- what each format does ---- */

static void put_docbook(struct yaml *map, struct config *config)
{
    static const struct yaml_word words[] = {{"footnote", 0}, {"annotation", 1}, {0}};
    struct yaml *docbook = yaml_map(map, "docbook");
    config->docbook_annotations = yaml_choice(docbook, "notes", words, 0) == 1;
    yaml_finish(docbook);
}

/* ---- where things live ---- */

/* A folder inside the project; what climbs out of it or starts at the root is refused. */
static void put_folder(struct yaml *paths, const char *key, struct str *to)
{
    struct yaml *value = yaml_get(paths, key);
    struct str path = value != NULL ? yaml_as_str(value) : STR_NONE;
    if (path.len == 0)
        return;
    struct str rest = path, part;
    bool out = path.at[0] == '/';
    while (str_split(&rest, '/', &part))
        out = out || str_is(part, "..");
    if (out)
        yaml_bad(value, "`%s` must be a folder inside the project", key);
    else
        *to = path.at[path.len - 1] == '/' ? str_slice(path, 0, path.len - 1) : path;
}

static void put_paths(struct yaml *map, struct config *config)
{
    struct yaml *paths = yaml_map(map, "paths");
    put_folder(paths, "notes", &config->notes_path);
    put_folder(paths, "glossary", &config->glossary_path);
    yaml_finish(paths);
}

/* ---- layers of notes ---- */

static struct layer take_layer(struct yaml *item)
{
    static const struct yaml_word marks[] = {{"decimal", MARKS_DECIMAL},
                                             {"alpha", MARKS_ALPHA},
                                             {"roman", MARKS_ROMAN},
                                             {"symbols", MARKS_SYMBOLS},
                                             {0}};
    struct layer layer = {.name = item->key};
    if (item->kind == VALUE_NULL || yaml_as_map(item) == NULL)
        return layer;
    layer.label = yaml_str(item, "label");
    layer.marks = (enum mark_style)yaml_choice(item, "marks", marks, MARKS_TOGETHER);
    yaml_finish(item);
    return layer;
}

/* Where each layer has a series, one without marks of its own is numbered. */
static enum mark_style marks_of(const struct config *config, size_t i)
{
    enum mark_style marks = config->layers.at[i].marks;
    return marks == MARKS_TOGETHER && config->number_by_layer ? MARKS_DECIMAL : marks;
}

/* Two series with the same marks could not be told apart on the page. */
static void check_marks(struct yaml *layers, const struct config *config)
{
    for (size_t i = 0; i < config->layers.count; i++) {
        for (size_t j = 0; j < i; j++) {
            bool together = marks_of(config, i) == MARKS_TOGETHER;
            if (!together && marks_of(config, i) == marks_of(config, j))
                yaml_bad(layers->items[i], "the layers `%.*s` and `%.*s` would have the same marks",
                         STR_ARG(config->layers.at[j].name), STR_ARG(config->layers.at[i].name));
        }
        if (config->layers.at[i].marks == MARKS_DECIMAL && !config->number_by_layer)
            yaml_bad(
                layers->items[i],
                "the layer `%.*s` would have the marks of the common series, which are numbers",
                STR_ARG(config->layers.at[i].name));
    }
}

static void put_layers(struct yaml *notes, struct config *config)
{
    struct yaml *layers = yaml_map(notes, "layers");
    if (layers == NULL || layers->count == 0)
        return;
    config->layers.count = 0;
    for (size_t i = 0; i < layers->count; i++) {
        layers->items[i]->known = true;
        *LIST_ADD(&config->layers, notes->reader->arena) = take_layer(layers->items[i]);
    }
    check_marks(layers, config);
}

static void put_notes(struct yaml *map, struct config *config)
{
    static const struct yaml_word words[] = {{"together", 0}, {"layers", 1}, {0}};
    struct yaml *notes = yaml_map(map, "notes");
    config->number_by_layer = yaml_choice(notes, "numbering", words, 0) == 1;
    put_layers(notes, config);
    yaml_finish(notes);
}

/* ---- the rest ---- */

static void put_keys(struct yaml *map, struct config *config)
{
    static const struct yaml_word words[] = {{"bool", VALUE_BOOL},
                                             {"int", VALUE_INTEGER},
                                             {"number", VALUE_NUMBER},
                                             {"string", VALUE_STRING},
                                             {"list", VALUE_LIST},
                                             {"map", VALUE_MAP},
                                             {0}};
    struct yaml *keys = yaml_map(map, "keys");
    for (size_t i = 0; keys != NULL && i < keys->count; i++) {
        int kind;
        keys->items[i]->known = true;
        if (yaml_as_choice(keys->items[i], words, &kind))
            *LIST_ADD(&config->keys, map->reader->arena) =
                (struct key_type){keys->items[i]->key, (enum value_kind)kind};
    }
}

static void put_glossary(struct yaml *map, struct config *config)
{
    static const struct yaml_word firsts[] = {{"section", FIRST_SECTION},
                                              {"page", FIRST_PAGE},
                                              {"all", FIRST_ALL},
                                              {"none", FIRST_NONE},
                                              {0}};
    static const struct yaml_word places[] = {{"headings", 0}, {"code", 1}, {"quotations", 2}, {0}};
    struct yaml *glossary = yaml_map(map, "glossary");
    config->first = (enum first_of)yaml_choice(glossary, "first", firsts, FIRST_SECTION);
    struct yaml *in = yaml_list(glossary, "in");
    for (size_t i = 0; in != NULL && i < in->count; i++) {
        int place;
        if (yaml_as_choice(in->items[i], places, &place))
            *LIST_ADD(&config->glossary_in, map->reader->arena) = str_from(places[place].word);
    }
    yaml_finish(glossary);
}

static void put_menu(struct yaml *map, struct config *config)
{
    struct yaml *menu = yaml_list(map, "menu");
    for (size_t i = 0; menu != NULL && i < menu->count; i++) {
        struct yaml *item = yaml_as_map(menu->items[i]);
        if (item == NULL)
            continue;
        struct yaml *name = yaml_need(item, "name", "a menu shows it");
        struct yaml *url = yaml_need(item, "url", "a menu leads there");
        if (name != NULL && url != NULL)
            *LIST_ADD(&config->menu, map->reader->arena) =
                (struct menu_item){yaml_as_str(name), yaml_as_str(url)};
        yaml_finish(item);
    }
}

static void put_markup(struct yaml *map, struct config *config)
{
    struct yaml *markup = yaml_map(map, "markup");
    config->raw_html = yaml_bool(markup, "raw_html", false);
    config->smart = yaml_bool(markup, "smart", true);
    yaml_finish(markup);
}

static void put_limit(struct yaml *map, const char *key, int64_t most, size_t *limit)
{
    *limit = (size_t)yaml_int(map, key, 1, most, (int64_t)*limit);
}

/* The upper ends are where a format or a library of ours would break, not what is wise. */
static void put_limits(struct yaml *map, struct config *config)
{
    struct yaml *limits = yaml_map(map, "limits");
    struct limits *to = &config->limits;
    put_limit(limits, "source_bytes", 512 << 20, &to->source_bytes);
    put_limit(limits, "parser_bytes", (int64_t)1 << 36, &to->parser_bytes);
    put_limit(limits, "table_columns", 65535, &to->table_columns);
    put_limit(limits, "table_cells", 100000000, &to->table_cells);
    put_limit(limits, "depth", 100, &to->depth);
    put_limit(limits, "notes", 1000000, &to->notes);
    put_limit(limits, "filter_bytes", (int64_t)1 << 36, &to->filter_bytes);
    to->filter_units =
        (uint64_t)yaml_int(limits, "filter_units", 1, INT64_MAX, (int64_t)to->filter_units);
    yaml_finish(limits);
}

static void put_severity(struct yaml *item, struct diags *diags)
{
    static const struct yaml_word words[] = {{"ignore", SEVERITY_IGNORE},
                                             {"notice", SEVERITY_NOTICE},
                                             {"warning", SEVERITY_WARNING},
                                             {"error", SEVERITY_ERROR},
                                             {0}};
    enum diag_kind kind;
    int severity;
    item->known = true;
    if (!diag_by_name(item->key, &kind)) {
        item->reader->fine = false;
        struct diag *diag = diag_add(item->reader->diags, DIAG_UNKNOWN_KEY, item->key_span,
                                     "there is no diagnostic named `%.*s`", STR_ARG(item->key));
        struct str near = diag_closest(item->key);
        if (near.len != 0)
            diag_help(diag, "did you mean `%.*s`?", STR_ARG(near));
        return;
    }
    if (yaml_as_choice(item, words, &severity)
        && !diags_set_severity(diags, kind, (enum severity)severity))
        yaml_bad(item, "`%.*s` stays an error: it means that words are lost", STR_ARG(item->key));
}

static void put_severities(struct yaml *map, struct diags *diags)
{
    struct yaml *severity = yaml_map(map, "severity");
    for (size_t i = 0; severity != NULL && i < severity->count; i++)
        put_severity(severity->items[i], diags);
}

static void put_base_url(struct yaml *map, struct config *config)
{
    struct yaml *value = yaml_get(map, "base_url");
    struct str url = value != NULL ? yaml_as_str(value) : STR_NONE;
    if (url.len == 0)
        return;
    if (!str_starts(url, STR("https://")) && !str_starts(url, STR("http://"))) {
        struct diag *diag =
            yaml_bad(value, "`base_url` \"%.*s\" is no address of a site", STR_ARG(url));
        diag_help(diag, "write it as https://example.org/");
        return;
    }
    bool slash = url.at[url.len - 1] == '/';
    config->base_url = slash ? url : str_join(map->reader->arena, url, STR("/"));
}

static void put_names(struct yaml *map, struct config *config)
{
    struct yaml *title = yaml_need(map, "title", "a site has a title: `title: Pacific Notebook`");
    config->title = title != NULL ? yaml_as_str(title) : STR_NONE;
    put_base_url(map, config);
    struct str language = yaml_language(map, "language");
    if (language.len != 0)
        config->language = language;
    config->description = yaml_str(map, "description");
    put_str(map, "theme", &config->theme);
    put_str(map, "timezone", &config->timezone);
}

bool read_config(struct arena *arena, const struct source *source, struct config *config,
                 struct diags *diags)
{
    static const struct yaml_word links[] = {{"file", 0}, {"pretty", 1}, {0}};
    config_defaults(arena, config);
    config->source = source;
    size_t start = str_starts(source->text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    struct yaml *map = yaml_read(arena, source, start, source->text.len, diags);
    if (map == NULL)
        return false;
    put_names(map, config);
    put_formats(map, config);
    put_filters(map, config);
    put_docbook(map, config);
    config_put_pdf(map, &config->pdf);
    put_paths(map, config);
    put_notes(map, config);
    put_keys(map, config);
    config->links_pretty = yaml_choice(map, "links", links, 0) == 1;
    put_glossary(map, config);
    put_menu(map, config);
    put_markup(map, config);
    put_limits(map, config);
    put_severities(map, diags);
    struct yaml *extra = yaml_map(map, "extra");
    config->extra = extra != NULL ? yaml_as_value(extra) : NULL;
    yaml_finish(map);
    return map->reader->fine;
}
