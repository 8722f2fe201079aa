/* gloss.page and gloss.site: what is known of pages and of the whole. */
#include "base/map.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/record.h"

static void push_optional(lua_State *L, struct str text)
{
    if (text.len != 0)
        push_str(L, text);
    else
        lua_pushnil(L);
}

/* Put the value on top at the end of the list below it. */
static void append(lua_State *L)
{
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

static void push_list(lua_State *L)
{
    lua_newtable(L);
    set_list_type(L, "List");
}

/* ---- pages: front matter ---- */

/* A field that is a text of the page; nil where it is empty. */
#define PAGE_TEXT(field, text)                                                                     \
    static void push_##field(lua_State *L, const void *of)                                         \
    {                                                                                              \
        const struct page *page = of;                                                              \
        push_optional(L, page->text);                                                              \
    }

PAGE_TEXT(slug, slug)
PAGE_TEXT(section, section)
PAGE_TEXT(file, file)
PAGE_TEXT(title, meta.title)
PAGE_TEXT(subtitle, meta.subtitle)
PAGE_TEXT(date, meta.date)
PAGE_TEXT(updated, meta.updated)
PAGE_TEXT(abstract, meta.abstract)
PAGE_TEXT(license, meta.license)
PAGE_TEXT(doi, meta.doi)
PAGE_TEXT(image, meta.image)

static void push_kind(lua_State *L, const void *of)
{
    static const char *const kinds[] = {"home", "section", "essay", "page", "glossary", "404"};
    lua_pushstring(L, kinds[((const struct page *)of)->kind]);
}

static void push_status(lua_State *L, const void *of)
{
    static const char *const names[] = {"published", "review", "draft"};
    lua_pushstring(L, names[((const struct page *)of)->meta.status]);
}

/* As links and the menu write it: "/essays/lamp/". */
static void push_url(lua_State *L, const void *of)
{
    struct str path = ((const struct page *)of)->path;
    charge_bytes(L, path.len + 2);
    push_str(L, path.len != 0 ? str_fmt(state_of(L)->arena, "/%.*s/", STR_ARG(path)) : STR("/"));
}

static void push_language(lua_State *L, const void *of)
{
    struct str language = ((const struct page *)of)->meta.language;
    push_optional(L, language.len != 0 ? language : state_of(L)->site->config.language);
}

static void push_tags(lua_State *L, const void *of)
{
    const struct meta *meta = &((const struct page *)of)->meta;
    push_strings(L, meta->tags.at, meta->tags.count);
}

static void push_author(lua_State *L, const struct author *author)
{
    charge(L, 20);
    lua_createtable(L, 0, 4);
    set_text(L, "name", author->name);
    set_text(L, "given", author->given);
    set_text(L, "family", author->family);
    set_text(L, "native", author->native);
    set_text(L, "role", author->role);
    set_text(L, "affiliation", author->affiliation);
    set_text(L, "email", author->email);
    set_text(L, "orcid", author->orcid);
}

static void push_authors(lua_State *L, const void *of)
{
    const struct meta *meta = &((const struct page *)of)->meta;
    push_list(L);
    for (size_t i = 0; i < meta->authors.count; i++) {
        push_author(L, &meta->authors.at[i]);
        append(L);
    }
}

static void push_series(lua_State *L, const void *of)
{
    const struct meta *meta = &((const struct page *)of)->meta;
    lua_createtable(L, 0, 3);
    set_text(L, "name", meta->series_name);
    set_text(L, "number", meta->series_number);
    set_text(L, "issn", meta->series_issn);
}

static void push_extra(lua_State *L, const void *of)
{
    const struct value *extra = ((const struct page *)of)->meta.extra;
    if (extra != NULL && extra->kind == VALUE_MAP)
        push_value(L, extra);
    else
        lua_newtable(L);
}

/* The house's own keys are fields of the page as those of gloss are. */
static bool push_own(lua_State *L, const void *of, struct str name)
{
    const struct value *own = ((const struct page *)of)->meta.own;
    for (size_t i = 0; own != NULL && own->kind == VALUE_MAP && i < own->count; i++)
        if (str_eq(own->keys[i], name)) {
            push_value(L, &own->items[i]);
            return true;
        }
    return false;
}

/* ---- pages: what their text told ---- */

static void push_words(lua_State *L, const void *of)
{
    lua_pushinteger(L, (lua_Integer)((const struct page *)of)->words);
}

static void push_notes(lua_State *L, const void *of)
{
    lua_pushinteger(L, (lua_Integer)((const struct page *)of)->note_count);
}

static void push_links(lua_State *L, const void *of)
{
    const struct page *page = of;
    push_list(L);
    for (size_t i = 0; i < page->links.count; i++) {
        push_page(L, page->links.at[i]);
        append(L);
    }
}

/* The ids of the entries that are linked, each once, in the order of reading. */
static void push_terms(lua_State *L, const void *of)
{
    const struct page *page = of;
    struct map seen = map_new(state_of(L)->arena);
    charge(L, 1 + page->uses.count * 4);
    for (size_t i = 0; i < page->uses.count; i++)
        map_add(&seen, page->uses.at[i].entry->id, &seen);
    push_list(L);
    for (size_t i = 0; i < seen.count; i++) {
        push_str(L, seen.at[i].key);
        append(L);
    }
}

static void push_headings(lua_State *L, const void *of)
{
    const struct page *page = of;
    charge(L, 1 + page->targets.count);
    push_list(L);
    for (size_t i = 0; i < page->targets.count; i++) {
        const struct target *target = page->targets.at[i].value;
        if (target->text.len == 0)
            continue;
        lua_createtable(L, 0, 2);
        set_text(L, "id", target->id);
        set_text(L, "text", target->text);
        append(L);
    }
}

static const struct record_field page_fields[] = {{"kind", push_kind, false},
                                                  {"slug", push_slug, false},
                                                  {"section", push_section, false},
                                                  {"url", push_url, false},
                                                  {"file", push_file, false},
                                                  {"title", push_title, false},
                                                  {"subtitle", push_subtitle, false},
                                                  {"date", push_date, false},
                                                  {"updated", push_updated, false},
                                                  {"language", push_language, false},
                                                  {"authors", push_authors, false},
                                                  {"tags", push_tags, false},
                                                  {"abstract", push_abstract, false},
                                                  {"status", push_status, false},
                                                  {"series", push_series, false},
                                                  {"license", push_license, false},
                                                  {"doi", push_doi, false},
                                                  {"image", push_image, false},
                                                  {"extra", push_extra, false},
                                                  {"words", push_words, true},
                                                  {"notes", push_notes, true},
                                                  {"links", push_links, true},
                                                  {"terms", push_terms, true},
                                                  {"headings", push_headings, true},
                                                  {NULL, NULL, false}};

void push_page(lua_State *L, const struct page *page)
{
    static const struct record_type type = {"page", page_fields, push_own};
    charge(L, 10);
    push_record(L, &type, page);
}

/* ---- the site ---- */

#define SITE_TEXT(field, text)                                                                     \
    static void push_site_##field(lua_State *L, const void *of)                                    \
    {                                                                                              \
        const struct site *site = of;                                                              \
        push_optional(L, site->text);                                                              \
    }

SITE_TEXT(title, config.title)
SITE_TEXT(description, config.description)
SITE_TEXT(language, config.language)
SITE_TEXT(base_url, config.base_url)
SITE_TEXT(today, today)

/* In the order of their files; what is shown where nothing is has no place among them. */
static void push_pages(lua_State *L, const void *of)
{
    const struct site *site = of;
    push_list(L);
    for (size_t i = 0; i < site->pages.count; i++) {
        if (site->pages.at[i]->kind == PAGE_404)
            continue;
        push_page(L, site->pages.at[i]);
        append(L);
    }
}

static const struct record_field site_fields[] = {{"title", push_site_title, false},
                                                  {"description", push_site_description, false},
                                                  {"language", push_site_language, false},
                                                  {"base_url", push_site_base_url, false},
                                                  {"today", push_site_today, false},
                                                  {"pages", push_pages, true},
                                                  {NULL, NULL, false}};

void push_site(lua_State *L)
{
    static const struct record_type type = {"site", site_fields, NULL};
    push_record(L, &type, state_of(L)->site);
}
