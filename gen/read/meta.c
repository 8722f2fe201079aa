#include "read/meta.h"

#include "read/source.h"
#include "read/yaml.h"

/* ---- where it is ---- */

static size_t line_end(struct str text, size_t at)
{
    while (at < text.len && text.at[at] != '\n')
        at++;
    return at;
}

/*
 * Whether the line from `start` to before `end` is
 * three hyphens, with white space behind them at most.
 */
static bool is_fence(struct str text, size_t start, size_t end)
{
    struct str line = str_slice(text, start, end);
    return str_starts(line, STR("---")) && str_is(str_trim(line), "---");
}

bool meta_find(const struct source *source, size_t *start, size_t *end, size_t *body,
               struct diags *diags)
{
    struct str text = source->text;
    size_t first = source_body(source), at = line_end(text, first);
    *start = *end = *body = first;
    if (!is_fence(text, first, at))
        return true;
    *start = at < text.len ? at + 1 : at;
    for (size_t line = *start; line < text.len; line = at + 1) {
        at = line_end(text, line);
        if (is_fence(text, line, at)) {
            *end = line;
            *body = at < text.len ? at + 1 : at;
            return true;
        }
    }
    struct diag *diag = diag_add(diags, DIAG_YAML_SYNTAX, span_of(source, first, first + 3),
                                 "the front matter that begins here is never closed");
    diag_help(diag, "put a line `---` behind its last key");
    *end = *start;
    *body = text.len;
    return false;
}

/* ---- people ---- */

/* ISO 7064 mod 11-2 over the digits, as ORCID's own documentation gives it. */
static bool is_orcid(struct str s)
{
    if (s.len != 19)
        return false;
    unsigned total = 0;
    for (size_t i = 0; i < 18; i++) {
        if (i % 5 == 4) {
            if (s.at[i] != '-')
                return false;
        } else if (s.at[i] < '0' || s.at[i] > '9') {
            return false;
        } else {
            total = (total + (unsigned)(s.at[i] - '0')) * 2;
        }
    }
    unsigned check = (12 - total % 11) % 11;
    return s.at[18] == (check == 10 ? 'X' : (char)('0' + check));
}

static struct str take_orcid(struct yaml *map)
{
    struct yaml *value = yaml_get(map, "orcid");
    struct str orcid = value != NULL ? yaml_as_str(value) : STR_NONE;
    if (str_starts(orcid, STR("https://orcid.org/")))
        orcid = str_slice(orcid, sizeof "https://orcid.org/" - 1, orcid.len);
    if (orcid.len == 0 || is_orcid(orcid))
        return orcid;
    struct diag *diag = yaml_bad(value, "\"%.*s\" is no ORCID iD", STR_ARG(orcid));
    diag_help(diag, "it is sixteen digits in four groups, the last of which checks the others");
    return STR_NONE;
}

static struct str join_name(struct arena *arena, struct str given, struct str family)
{
    if (given.len == 0 || family.len == 0)
        return given.len != 0 ? given : family;
    return str_fmt(arena, "%.*s %.*s", STR_ARG(given), STR_ARG(family));
}

/*
 * `name:` is one text, or a map of its parts; the
 * parts may also stand beside `role:` and the rest.
 */
static void put_name(struct yaml *map, struct author *author)
{
    struct yaml *name = yaml_get(map, "name"), *parts = map;
    if (name != NULL && name->kind == VALUE_MAP)
        parts = name;
    else if (name != NULL)
        author->name = yaml_as_str(name);
    author->given = yaml_str(parts, "given");
    author->family = yaml_str(parts, "family");
    author->native = yaml_str(parts, "native");
    if (parts != map)
        yaml_finish(parts);
    if (author->name.len == 0)
        author->name = join_name(map->reader->arena, author->given, author->family);
    if (author->name.len == 0)
        yaml_need(map, "name", "write `name: Jane Doe`, or `given:` and `family:`");
}

static struct author take_author(struct yaml *item)
{
    static const struct yaml_word roles[] = {{"author", 0}, {"editor", 1}, {"translator", 2}, {0}};
    struct author author = {.role = STR("author")};
    if (item->kind != VALUE_MAP) {
        author.name = yaml_as_str(item);
        return author;
    }
    put_name(item, &author);
    int role = yaml_choice(item, "role", roles, 0);
    author.role = str_from(roles[role].word);
    author.affiliation = yaml_str(item, "affiliation");
    author.email = yaml_str(item, "email");
    author.orcid = take_orcid(item);
    struct yaml *bio = yaml_get(item, "bio");
    if (bio != NULL) {
        author.bio = yaml_as_str(bio);
        author.bio_span = bio->span;
    }
    yaml_finish(item);
    return author;
}

static void put_authors(struct yaml *map, struct meta *meta)
{
    struct yaml *list = yaml_list(map, "authors");
    for (size_t i = 0; list != NULL && i < list->count; i++)
        *LIST_ADD(&meta->authors, map->reader->arena) = take_author(list->items[i]);
}

/* ---- works ---- */

struct work meta_work(struct yaml *item)
{
    struct work work = {0};
    if (item->kind != VALUE_MAP) {
        work.title = yaml_as_str(item);
        return work;
    }
    struct yaml *title = yaml_need(item, "title", "a work is named by its title");
    work.title = title != NULL ? yaml_as_str(title) : STR_NONE;
    work.publisher = yaml_str(item, "publisher");
    work.url = yaml_str(item, "url");
    work.date = yaml_date(item, "date");
    yaml_finish(item);
    return work;
}

static void put_source(struct yaml *map, struct meta *meta)
{
    struct yaml *source = yaml_map(map, "source");
    if (source != NULL)
        meta->source = meta_work(source);
}

static void put_series(struct yaml *map, struct meta *meta)
{
    struct yaml *series = yaml_map(map, "series");
    if (series == NULL)
        return;
    struct yaml *name = yaml_need(series, "name", "a series is named: `series: {name: Notebook}`");
    meta->series_name = name != NULL ? yaml_as_str(name) : STR_NONE;
    meta->series_number = yaml_str(series, "number");
    meta->series_issn = yaml_str(series, "issn");
    yaml_finish(series);
}

static void put_license(struct yaml *map, struct meta *meta)
{
    struct yaml *license = yaml_get(map, "license");
    if (license == NULL)
        return;
    if (license->kind != VALUE_MAP) {
        meta->license = yaml_as_str(license);
        return;
    }
    struct yaml *name = yaml_need(license, "name", "a licence is named");
    meta->license = name != NULL ? yaml_as_str(name) : STR_NONE;
    meta->license_url = yaml_str(license, "url");
    yaml_finish(license);
}

static void put_corrections(struct yaml *map, struct meta *meta)
{
    struct yaml *list = yaml_list(map, "corrections");
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        struct yaml *item = yaml_as_map(list->items[i]);
        if (item == NULL)
            continue;
        struct yaml *date = yaml_need(item, "date", "a correction says when it was made");
        struct yaml *text = yaml_need(item, "text", "a correction says what was corrected");
        if (date != NULL && text != NULL)
            *LIST_ADD(&meta->corrections, map->reader->arena) =
                (struct correction){yaml_as_date(date), yaml_as_str(text)};
        yaml_finish(item);
    }
}

/* ---- the rest ---- */

enum status meta_status(struct yaml *map)
{
    static const struct yaml_word words[] = {
        {"draft", STATUS_DRAFT}, {"review", STATUS_REVIEW}, {"published", STATUS_PUBLISHED}, {0}};
    return (enum status)yaml_choice(map, "status", words, STATUS_PUBLISHED);
}

static void put_glossary(struct yaml *map, struct meta *meta)
{
    static const struct yaml_word firsts[] = {{"section", FIRST_SECTION},
                                              {"page", FIRST_PAGE},
                                              {"all", FIRST_ALL},
                                              {"none", FIRST_NONE},
                                              {0}};
    struct yaml *glossary = yaml_map(map, "glossary");
    int first = yaml_choice(glossary, "first", firsts, -1);
    meta->has_first = first >= 0;
    meta->first = first >= 0 ? (enum first_of)first : FIRST_SECTION;
    struct yaml *skip = yaml_list(glossary, "skip");
    for (size_t i = 0; skip != NULL && i < skip->count; i++)
        *LIST_ADD(&meta->skip_terms, map->reader->arena) = yaml_as_str(skip->items[i]);
    yaml_finish(glossary);
}

static void put_tags(struct yaml *map, struct meta *meta)
{
    struct yaml *tags = yaml_list(map, "tags"), *aliases = yaml_list(map, "aliases");
    for (size_t i = 0; tags != NULL && i < tags->count; i++)
        *LIST_ADD(&meta->tags, map->reader->arena) = yaml_as_str(tags->items[i]);
    for (size_t i = 0; aliases != NULL && i < aliases->count; i++) {
        struct str alias = yaml_as_str(aliases->items[i]);
        if (alias.len != 0 && (alias.at[0] != '/' || str_has(alias, STR(".."))))
            yaml_bad(aliases->items[i], "an alias is a path on the site, as /old/path/");
        else
            *LIST_ADD(&meta->aliases, map->reader->arena) = alias;
    }
}

static bool is_slug(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] <= ' ' || s.at[i] == '/' || s.at[i] == '\\' || s.at[i] == '#'
            || s.at[i] == '?' || s.at[i] == '%' || s.at[i] == 0x7F)
            return false;
    return s.len != 0 && s.at[0] != '.';
}

static void put_slug(struct yaml *map, struct meta *meta)
{
    struct yaml *value = yaml_get(map, "slug");
    struct str slug = value != NULL ? yaml_as_str(value) : STR_NONE;
    if (slug.len != 0 && !is_slug(slug)) {
        struct diag *diag = yaml_bad(value, "\"%.*s\" cannot be a slug", STR_ARG(slug));
        diag_help(diag, "a slug is one part of an address, without spaces and without / \\ # ? %%");
        return;
    }
    meta->slug = slug;
}

static void put_own(struct yaml *map, const struct config *config, struct meta *meta)
{
    struct arena *arena = map->reader->arena;
    LIST(struct value) values = {0};
    LIST(struct str) names = {0};
    for (size_t i = 0; i < config->keys.count; i++) {
        struct key_type type = config->keys.at[i];
        struct yaml *value = yaml_get(map, str_c(arena, type.name));
        if (value == NULL)
            continue;
        bool number = type.kind == VALUE_NUMBER && value->kind == VALUE_INTEGER;
        if (value->kind != type.kind && !number && type.kind == VALUE_STRING)
            yaml_as_str(value);
        else if (value->kind != type.kind && !number)
            yaml_bad(value, "`%.*s` is not of the type that `keys:` in gloss.yaml gives it",
                     STR_ARG(type.name));
        *LIST_ADD(&values, arena) = *yaml_as_value(value);
        *LIST_ADD(&names, arena) = type.name;
    }
    if (values.count == 0)
        return;
    meta->own = ARENA_NEW(arena, struct value);
    *meta->own = (struct value){.kind = VALUE_MAP,
                                .span = map->span,
                                .items = values.at,
                                .keys = names.at,
                                .count = values.count};
}

static void put_title(struct yaml *map, enum page_kind kind, struct meta *meta)
{
    struct yaml *title = kind == PAGE_HOME || kind == PAGE_SECTION
        ? yaml_get(map, "title")
        : yaml_need(map, "title",
                    "put `title: …` between two lines of `---` at the head of the file");
    meta->subtitle = yaml_str(map, "subtitle");
    if (title == NULL)
        return;
    meta->title = yaml_as_str(title);
    meta->title_span = title->span;
}

static void put_dates(struct yaml *map, enum page_kind kind, struct meta *meta)
{
    struct yaml *date = kind == PAGE_ESSAY
        ? yaml_need(map, "date", "an essay has a date: `date: 2024-05-02`, or a month or year")
        : yaml_get(map, "date");
    meta->date = date != NULL ? yaml_as_date(date) : STR_NONE;
    meta->updated = yaml_date(map, "updated");
    meta->publish = yaml_date(map, "publish");
}

static void put_texts(struct yaml *map, struct meta *meta)
{
    struct yaml *abstract = yaml_get(map, "abstract");
    if (abstract != NULL) {
        meta->abstract = yaml_as_str(abstract);
        meta->abstract_span = abstract->span;
    }
    meta->doi = yaml_str(map, "doi");
    meta->image = yaml_str(map, "image");
    meta->language = yaml_language(map, "language");
    meta->toc = yaml_bool(map, "toc", true);
    struct yaml *extra = yaml_map(map, "extra");
    meta->extra = extra != NULL ? yaml_as_value(extra) : NULL;
}

bool read_meta(struct arena *arena, const struct source *source, const struct config *config,
               enum page_kind kind, struct meta *meta, size_t *body, struct diags *diags)
{
    size_t start, end;
    *meta = (struct meta){.toc = true};
    if (!meta_find(source, &start, &end, body, diags))
        return false;
    meta->span = span_of(source, start, end);
    struct yaml *map = yaml_read(arena, source, start, end, diags);
    if (map == NULL)
        return false;
    put_title(map, kind, meta);
    put_dates(map, kind, meta);
    put_authors(map, meta);
    put_texts(map, meta);
    put_tags(map, meta);
    put_series(map, meta);
    put_license(map, meta);
    put_source(map, meta);
    put_corrections(map, meta);
    meta->status = meta_status(map);
    put_glossary(map, meta);
    put_slug(map, meta);
    put_own(map, config, meta);
    yaml_finish(map);
    return map->reader->fine;
}
