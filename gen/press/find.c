/* The first leg: walk content/ and see who is there under which title and address. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "press/project.h"
#include "read/entry.h"
#include "read/meta.h"
#include "read/notes.h"
#include "read/source.h"
#include "resolve/resolve.h"

struct finder {
    struct project *p;
    struct site *site;
    struct arena *arena;
    struct diags *diags;
    struct map by_path; /* address -> page, so that no two have one */
    /* slugs of drafts and pages of the future: their notes are hidden with them */
    struct map hidden;
    bool ok;
};

#define FIND_ERROR(f, ...) ((f)->ok = false, diag_add((f)->diags, __VA_ARGS__))

/* Names become addresses and ids, which are text. Takes the others out. */
static void check_names(struct finder *f, struct str folder, struct folder_entries *entries)
{
    size_t kept = 0;
    for (size_t i = 0; i < entries->count; i++) {
        struct str name = entries->at[i].name;
        if (utf8_check(name) == name.len) {
            entries->at[kept++] = entries->at[i];
            continue;
        }
        struct diag *diag =
            FIND_ERROR(f, DIAG_NOT_UTF8, SPAN_NONE, "%.*s/%.*s: the name is not UTF-8",
                       STR_ARG(project_shown(f->p, f->arena, folder)), STR_ARG(name));
        diag_help(diag, "give it another name");
    }
    entries->count = kept;
}

static bool list(struct finder *f, struct str folder, struct folder_entries *entries)
{
    int error = folder_list(f->arena, project_path(f->p, f->arena, folder), entries);
    if (error != 0 && error != ENOENT)
        FIND_ERROR(f, DIAG_CANNOT_READ, SPAN_NONE, "%.*s cannot be read: %s",
                   STR_ARG(project_shown(f->p, f->arena, folder)), strerror(error));
    check_names(f, folder, entries);
    return error == 0;
}

static bool is_page_file(const struct folder_entry *entry)
{
    return entry->kind == ENTRY_FILE && str_ends(entry->name, STR(".md"))
        && !str_starts(entry->name, STR("."));
}

static bool is_hidden(const struct finder *f, const struct meta *meta)
{
    bool draft = meta->status != STATUS_PUBLISHED && !f->site->drafts;
    bool future =
        meta->publish.len != 0 && str_cmp(meta->publish, f->site->today) > 0 && !f->site->future;
    return draft || future;
}

/*
 * The file up to the end of its front matter, which is all that stays in memory until the build
 * ends. NULL after an error.
 */
static struct source *read_head(struct finder *f, struct str file)
{
    struct arena *scratch = arena_new();
    struct source *whole = read_source(scratch, f->site, file, f->diags), *head = NULL;
    size_t start = 0, end = 0, body = 0;
    if (whole != NULL && meta_find(whole, &start, &end, &body, f->diags)) {
        head = ARENA_NEW(f->arena, struct source);
        head->path = str_keep(f->arena, whole->path);
        head->text = str_keep(f->arena, str_slice(whole->text, 0, body));
    }
    f->ok = f->ok && head != NULL;
    arena_free(scratch);
    return head;
}

/* ---- pages ---- */

static struct page *new_page(struct finder *f, enum page_kind kind, struct str section,
                             struct str slug)
{
    struct page *page = ARENA_NEW(f->arena, struct page);
    page->kind = kind;
    page->section = section;
    page->slug = slug;
    page->path = path_join(f->arena, section, slug);
    page->meta.language = f->site->config.language;
    return page;
}

static void add_page(struct finder *f, struct page *page)
{
    *LIST_ADD(&f->site->pages, f->arena) = page;
    if (page->file.len != 0)
        map_add(&f->site->pages_by_file, page->file, page);
    struct page *first = map_add(&f->by_path, page->path, page);
    if (first == page)
        return;
    struct diag *diag =
        FIND_ERROR(f, DIAG_SLUG_TWICE, page->meta.title_span, "%.*s and %.*s would both be /%.*s/",
                   STR_ARG(first->file), STR_ARG(page->file), STR_ARG(page->path));
    diag_help(diag, "give one of them another name, or a `slug:` in its front matter");
}

/* Read the front matter of `file`; NULL where it cannot be used or is not to be shown. */
static struct page *read_page(struct finder *f, enum page_kind kind, struct str section,
                              struct str file, struct str slug)
{
    struct source *source = read_head(f, file);
    struct page *page = new_page(f, kind, section, slug);
    size_t body = 0;
    page->file = file;
    page->folder = path_folder(file);
    if (source == NULL
        || !read_meta(f->arena, source, &f->site->config, kind, &page->meta, &body, f->diags)) {
        f->ok = false;
        return NULL;
    }
    if (page->meta.language.len == 0)
        page->meta.language = f->site->config.language;
    if (page->meta.slug.len != 0) {
        page->slug = page->meta.slug;
        page->path = path_join(f->arena, section, page->slug);
    }
    if (!is_hidden(f, &page->meta))
        return page;
    map_add(&f->hidden, page->slug, page);
    return NULL;
}

static void find_page(struct finder *f, enum page_kind kind, struct str section, struct str file,
                      struct str slug)
{
    struct page *page = read_page(f, kind, section, file, slug);
    if (page != NULL)
        add_page(f, page);
}

static void find_bundle(struct finder *f, struct str section, struct str folder, struct str name)
{
    struct str index = path_join(f->arena, folder, STR("index.md"));
    if (!path_exists(project_path(f->p, f->arena, index)))
        return;
    struct page *page = read_page(f, PAGE_ESSAY, section, index, name);
    if (page == NULL)
        return;
    page->bundle = true;
    struct str notes = path_join(f->arena, folder, STR("notes.md"));
    if (path_exists(project_path(f->p, f->arena, notes)))
        *LIST_ADD(&page->note_files, f->arena) = notes;
    add_page(f, page);
}

/* A folder's name as a title: "field-notes" is "Field notes". */
static struct str title_of(struct finder *f, struct str name)
{
    char *title = str_c(f->arena, name);
    for (char *c = title; *c != '\0'; c++)
        if (*c == '-' || *c == '_')
            *c = ' ';
    if (*title >= 'a' && *title <= 'z')
        *title = (char)(*title - 'a' + 'A');
    return str_from(title);
}

static void find_section_page(struct finder *f, struct str section, struct str folder)
{
    struct str index = path_join(f->arena, folder, STR("_index.md"));
    struct page *page = NULL;
    if (path_exists(project_path(f->p, f->arena, index)))
        page = read_page(f, PAGE_SECTION, STR_NONE, index, section);
    if (page == NULL)
        page = new_page(f, PAGE_SECTION, STR_NONE, section);
    page->section = section;
    if (page->meta.title.len == 0)
        page->meta.title = title_of(f, section);
    add_page(f, page);
}

static void find_section(struct finder *f, struct str section, struct str folder)
{
    struct folder_entries entries = {0};
    if (!list(f, folder, &entries))
        return;
    find_section_page(f, section, folder);
    for (size_t i = 0; i < entries.count; i++) {
        struct folder_entry *entry = &entries.at[i];
        struct str path = path_join(f->arena, folder, entry->name);
        if (entry->kind == ENTRY_FOLDER && !str_starts(entry->name, STR(".")))
            find_bundle(f, section, path, entry->name);
        else if (is_page_file(entry) && !str_is(entry->name, "_index.md"))
            find_page(f, PAGE_ESSAY, section, path, path_stem(entry->name));
    }
}

static void find_home(struct finder *f)
{
    struct str file = STR("content/index.md");
    struct page *page = NULL;
    if (path_exists(project_path(f->p, f->arena, file)))
        page = read_page(f, PAGE_HOME, STR_NONE, file, STR_NONE);
    if (page == NULL)
        page = new_page(f, PAGE_HOME, STR_NONE, STR_NONE);
    page->path = STR_NONE;
    if (page->meta.title.len == 0)
        page->meta.title = f->site->config.title;
    add_page(f, page);
}

static bool is_data_folder(const struct finder *f, struct str folder)
{
    return str_eq(folder, f->site->config.notes_path)
        || str_eq(folder, f->site->config.glossary_path);
}

static void find_pages(struct finder *f)
{
    struct folder_entries entries = {0};
    find_home(f);
    if (!list(f, STR("content"), &entries))
        return;
    for (size_t i = 0; i < entries.count; i++) {
        struct folder_entry *entry = &entries.at[i];
        struct str path = path_join(f->arena, STR("content"), entry->name);
        if (entry->kind == ENTRY_FOLDER && !is_data_folder(f, path)
            && !str_starts(entry->name, STR(".")))
            find_section(f, entry->name, path);
        else if (is_page_file(entry) && !str_is(entry->name, "index.md"))
            find_page(f, PAGE_PAGE, STR_NONE, path, path_stem(entry->name));
    }
}

/* ---- notes ---- */

static void report_no_essay(struct finder *f, struct span span, struct str name, bool twice)
{
    struct map slugs = map_new(f->arena);
    for (size_t i = 0; i < f->site->pages.count; i++)
        map_add(&slugs, f->site->pages.at[i]->slug, f->site->pages.at[i]);
    struct str near = map_closest(&slugs, name);
    struct diag *diag = FIND_ERROR(f, DIAG_NOTE_NO_ESSAY, span,
                                   twice ? "two sections have an essay \"%.*s\""
                                         : "there is no essay \"%.*s\" for these notes",
                                   STR_ARG(name));
    if (twice)
        diag_help(diag, "write `essay: SECTION/%.*s` in the front matter", STR_ARG(name));
    else if (near.len != 0)
        diag_help(diag, "did you mean \"%.*s\"? `essay:` in the front matter names the essay",
                  STR_ARG(near));
    else
        diag_help(diag, "name the essay with `essay:` in the front matter");
}

/* `implied` is what the file's or the folder's name says. */
static void find_notes_file(struct finder *f, struct str file, struct str implied)
{
    struct source *source = read_head(f, file);
    struct str name = STR_NONE;
    struct span span = SPAN_NONE;
    if (source == NULL || !read_notes_head(f->arena, source, &name, &span, f->diags)) {
        f->ok = false;
        return;
    }
    if (name.len == 0) {
        name = implied;
        span = span_start(source);
    }
    bool twice = false;
    struct page *page = site_page_by_slug(f->site, name, &twice);
    if (page != NULL)
        *LIST_ADD(&page->note_files, f->arena) = file;
    else if (map_get(&f->hidden, path_name(name)) == NULL)
        report_no_essay(f, span, name, twice);
}

static bool is_section(const struct finder *f, struct str name)
{
    for (size_t i = 0; i < f->site->pages.count; i++)
        if (f->site->pages.at[i]->kind == PAGE_SECTION
            && str_eq(f->site->pages.at[i]->section, name))
            return true;
    return false;
}

/*
 * notes/x.md and all files in notes/x/ are on essay
 * x; under notes/essays/ the same for that section.
 */
static void find_notes(struct finder *f, struct str folder, struct str implied, bool nested)
{
    struct folder_entries entries = {0};
    if (!list(f, folder, &entries))
        return;
    for (size_t i = 0; i < entries.count; i++) {
        struct folder_entry *entry = &entries.at[i];
        struct str path = path_join(f->arena, folder, entry->name);
        struct str stem = path_stem(entry->name);
        bool in_essay = implied.len != 0 && !is_section(f, implied);
        if (is_page_file(entry))
            find_notes_file(f, path, in_essay ? implied : path_join(f->arena, implied, stem));
        else if (entry->kind == ENTRY_FOLDER && nested && !str_starts(entry->name, STR(".")))
            find_notes(f, path, path_join(f->arena, implied, entry->name),
                       implied.len == 0 && is_section(f, entry->name));
    }
}

/* ---- the glossary ---- */

static void find_entry(struct finder *f, struct str file)
{
    struct source *source = read_source(f->arena, f->site, file, f->diags);
    struct entry *entry =
        source != NULL ? read_entry(f->arena, f->site, source, path_stem(file), f->diags) : NULL;
    if (entry == NULL) {
        f->ok = false;
        return;
    }
    entry->file = file;
    if (entry->status != STATUS_PUBLISHED && !f->site->drafts)
        return;
    *LIST_ADD(&f->site->entries, f->arena) = entry;
    map_add(&f->site->entries_by_id, entry->id, entry);
}

static int by_sort_key(const void *a, const void *b)
{
    const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;
    int order = str_cmp(x->sort_key, y->sort_key);
    return order != 0 ? order : str_cmp(x->id, y->id);
}

static void find_glossary(struct finder *f)
{
    struct folder_entries entries = {0};
    struct str folder = f->site->config.glossary_path;
    if (!list(f, folder, &entries))
        return;
    for (size_t i = 0; i < entries.count; i++)
        if (is_page_file(&entries.at[i]))
            find_entry(f, path_join(f->arena, folder, entries.at[i].name));
    if (f->site->entries.count == 0)
        return;
    qsort(f->site->entries.at, f->site->entries.count, sizeof(struct entry *), by_sort_key);
    struct page *page = new_page(f, PAGE_GLOSSARY, STR_NONE, STR("glossary"));
    page->meta.title = STR("Glossary");
    page->folder = folder;
    f->p->glossary = page;
    add_page(f, page);
}

static void add_404(struct finder *f)
{
    struct page *page = new_page(f, PAGE_404, STR_NONE, STR_NONE);
    page->path =
        STR("404.html"); /* an address of its own, so that it never counts as the home page */
    page->meta.title = STR("404");
    add_page(f, page);
    page->path = STR_NONE;
}

/* ---- order ---- */

/* Newest first, then by title, then by slug. */
static int by_date(const void *a, const void *b)
{
    const struct page *x = *(struct page *const *)a, *y = *(struct page *const *)b;
    int order = str_cmp(y->meta.date, x->meta.date);
    if (order == 0)
        order = str_cmp(x->meta.title, y->meta.title);
    return order != 0 ? order : str_cmp(x->slug, y->slug);
}

static void order_section(struct finder *f, struct page *section)
{
    LIST(struct page *) essays = {0};
    for (size_t i = 0; i < f->site->pages.count; i++) {
        struct page *page = f->site->pages.at[i];
        if (page->kind == PAGE_ESSAY && str_eq(page->section, section->section))
            *LIST_ADD(&essays, f->arena) = page;
    }
    if (essays.count > 1)
        qsort(essays.at, essays.count, sizeof(struct page *), by_date);
    for (size_t i = 0; i + 1 < essays.count; i++) {
        essays.at[i]->next = essays.at[i + 1];
        essays.at[i + 1]->prev = essays.at[i];
    }
}

bool project_find(struct project *p, struct diags *diags)
{
    struct finder f = {.p = p,
                       .site = &p->site,
                       .arena = p->arena,
                       .diags = diags,
                       .by_path = map_new(p->arena),
                       .hidden = map_new(p->arena),
                       .ok = true};
    find_pages(&f);
    find_notes(&f, p->site.config.notes_path, STR_NONE, true);
    find_glossary(&f);
    add_404(&f);
    for (size_t i = 0; i < p->site.pages.count; i++)
        if (p->site.pages.at[i]->kind == PAGE_SECTION)
            order_section(&f, p->site.pages.at[i]);
    return f.ok;
}
