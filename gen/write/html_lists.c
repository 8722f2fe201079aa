/*
 * The pages that are made of others: home, sections,
 * the glossary, and the one for what is not there.
 */
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "write/html_room.h"

/* ---- essays in lists ---- */

/* Newest first, then by title, then by slug. */
static int compare_pages(const void *a, const void *b)
{
    const struct page *x = *(const struct page *const *)a, *y = *(const struct page *const *)b;
    int order = str_cmp(y->meta.date, x->meta.date);
    if (order == 0)
        order = str_cmp(x->meta.title, y->meta.title);
    return order != 0 ? order : str_cmp(x->slug, y->slug);
}

struct essays {
    LIST(const struct page *) list;
};

/* All essays, or those of one section. */
static struct essays find_essays(const struct html *h, const struct page *section)
{
    struct essays essays = {0};
    for (size_t i = 0; i < h->site->pages.count; i++) {
        const struct page *page = h->site->pages.at[i];
        if (page->kind == PAGE_ESSAY && (section == NULL || str_eq(page->section, section->path)))
            *LIST_ADD(&essays.list, h->arena) = page;
    }
    if (essays.list.count > 1)
        qsort(essays.list.at, essays.list.count, sizeof *essays.list.at, compare_pages);
    return essays;
}

static struct str map_of(struct html *h, const struct page *page)
{
    struct out out = out_new(h->arena);
    html_put_map(h, page, &out);
    return out_str(&out);
}

/* A list is in the site's language; an essay in another says so. */
static json_t *essay_item(struct html *h, const struct page *page)
{
    json_t *item = json_object();
    struct str language = page->meta.language;
    bool other = language.len != 0 && !str_eq(language, h->words.language);
    context_set(item, "name", page->meta.title);
    context_set(item, "other_lang", other ? language : STR_NONE);
    json_object_set_new(item, "other_rtl", json_boolean(other && language_is_rtl(language)));
    context_set_url(item, "href", h, html_page_href(h, page, STR_NONE));
    context_set(item, "byline", html_names(h, &page->meta, "author"));
    context_set_date(item, "date", h, page->meta.date);
    context_set(item, "notes", word_counted(h->arena, h->words, "note_count", page->note_count));
    context_set(item, "abstract", page->abstract_html);
    context_set(item, "map", map_of(h, page));
    return item;
}

static json_t *essay_items(struct html *h, const struct essays *essays, size_t from)
{
    json_t *list = json_array();
    for (size_t i = from; i < essays->list.count; i++)
        json_array_append_new(list, essay_item(h, essays->list.at[i]));
    return list;
}

/* ---- sections ---- */

static struct str title_of(const struct page *page)
{
    return page->meta.title.len != 0 ? page->meta.title : page->slug;
}

static void write_section(struct html *h, struct sheets *sheets, struct diags *diags)
{
    struct essays essays = find_essays(h, h->page);
    json_t *context = html_context(h, title_of(h->page));
    context_set(context, "intro", h->page->abstract_html);
    json_object_set_new(context, "has_essays", json_boolean(essays.list.count != 0));
    json_object_set_new(context, "essays", essay_items(h, &essays, 0));
    html_render(h, "section", context, page_output(h->arena, h->page), sheets, diags);
}

/* ---- home ---- */

enum { TERMS_AT_HOME = 6, EARLIER_AT_HOME = 8 };

/*
 * Those that are used most, since they are what the
 * essays are about; then in the glossary's order.
 */
static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
    if (x->uses.count != y->uses.count)
        return x->uses.count > y->uses.count ? -1 : 1;
    int order = str_cmp(x->sort_key, y->sort_key);
    return order != 0 ? order : str_cmp(x->id, y->id);
}

static json_t *term_item(const struct html *h, const struct entry *entry)
{
    json_t *item = json_object();
    context_set(item, "term", entry->term);
    context_set_url(item, "href", h, html_term_href(h, entry->id));
    context_set(item, "summary", entry->summary);
    return item;
}

static json_t *home_terms(const struct html *h)
{
    size_t count = h->site->entries.count;
    const struct entry **entries = ARENA_ARRAY(h->arena, count, const struct entry *);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        entries[i] = h->site->entries.at[i];
    if (count > 1)
        qsort(entries, count, sizeof *entries, compare_entries);
    for (size_t i = 0; i < count && i < TERMS_AT_HOME; i++)
        json_array_append_new(list, term_item(h, entries[i]));
    return list;
}

/* Where all essays are: the section of the newest. */
static struct str all_href(const struct html *h, const struct essays *essays)
{
    return essays->list.count > 1 + EARLIER_AT_HOME
        ? html_path_href(h, essays->list.at[0]->section, STR_NONE)
        : STR_NONE;
}

static void write_home(struct html *h, struct sheets *sheets, struct diags *diags)
{
    struct essays essays = find_essays(h, NULL);
    struct str title = h->page->meta.title;
    json_t *context = html_context(h, title.len != 0 ? title : h->site->config.title);
    context_set(context, "intro", h->page->abstract_html);
    context_set_url(context, "all", h, all_href(h, &essays));
    json_object_set_new(context, "newest",
                        essays.list.count != 0 ? essay_item(h, essays.list.at[0]) : json_null());
    if (essays.list.count > 1 + EARLIER_AT_HOME)
        essays.list.count = 1 + EARLIER_AT_HOME;
    json_object_set_new(context, "has_earlier", json_boolean(essays.list.count > 1));
    json_object_set_new(context, "earlier", essay_items(h, &essays, 1));
    json_object_set_new(context, "has_terms", json_boolean(h->site->entries.count != 0));
    json_object_set_new(context, "terms", home_terms(h));
    html_render(h, "home", context, page_output(h->arena, h->page), sheets, diags);
}

/* ---- the glossary ---- */

enum { HANGUL_FIRST = 0xAC00, HANGUL_LAST = 0xD7A3, HANGUL_PER_INITIAL = 588 };

/* The initial consonant of a Hangul syllable; doubled ones stand with their single ones. */
static uint32_t hangul_initial(uint32_t code)
{
    static const uint32_t initials[] = {0x3131, 0x3131, 0x3134, 0x3137, 0x3137, 0x3139, 0x3141,
                                        0x3142, 0x3142, 0x3145, 0x3145, 0x3147, 0x3148, 0x3148,
                                        0x314A, 0x314B, 0x314C, 0x314D, 0x314E};
    return initials[(code - HANGUL_FIRST) / HANGUL_PER_INITIAL];
}

/* The letter under which an entry stands: that of its sort key, which has no accents. */
static uint32_t letter_of(const struct entry *entry)
{
    size_t at = 0;
    struct str key = entry->sort_key.len != 0 ? entry->sort_key : entry->term;
    uint32_t code = key.len != 0 ? utf8_next(key, &at) : '#';
    if (code >= HANGUL_FIRST && code <= HANGUL_LAST)
        return hangul_initial(code);
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

static struct str letter_text(const struct html *h, uint32_t code)
{
    struct out out = out_new(h->arena);
    out_code(&out, code);
    return out_str(&out);
}

/* ASCII letters are named by themselves, others by their code, so that ids stay plain. */
static struct str letter_id(const struct html *h, uint32_t code)
{
    if (code >= 'A' && code <= 'Z')
        return str_fmt(h->arena, "letter-%c", (char)(code + ('a' - 'A')));
    return str_fmt(h->arena, "letter-%x", code);
}

static bool has_letter(const struct site *site, uint32_t code)
{
    for (size_t i = 0; i < site->entries.count; i++)
        if (letter_of(site->entries.at[i]) == code)
            return true;
    return false;
}

static void add_letter(const struct html *h, json_t *list, uint32_t code)
{
    json_t *item = json_object();
    context_set(item, "letter", letter_text(h, code));
    context_set(item, "at", has_letter(h->site, code) ? letter_id(h, code) : STR_NONE);
    json_array_append_new(list, item);
}

/*
 * The Latin alphabet whole, as far as it is used at
 * all, then the letters of other scripts that are used.
 */
static json_t *letters(const struct html *h)
{
    json_t *list = json_array();
    bool latin = false;
    uint32_t last = 0;
    for (uint32_t code = 'A'; code <= 'Z'; code++)
        latin = latin || has_letter(h->site, code);
    for (uint32_t code = 'A'; latin && code <= 'Z'; code++)
        add_letter(h, list, code);
    for (size_t i = 0; i < h->site->entries.count; i++) {
        uint32_t code = letter_of(h->site->entries.at[i]);
        if (code != last && (code < 'A' || code > 'Z'))
            add_letter(h, list, code);
        last = code;
    }
    return list;
}

static json_t *see_also(const struct html *h, const struct entry *entry)
{
    json_t *list = json_array();
    for (size_t i = 0; i < entry->see.count; i++) {
        json_t *item = json_object();
        context_set(item, "term", entry->see.at[i]->term);
        context_set_url(item, "href", h,
                        str_fmt(h->arena, "#term-%.*s", STR_ARG(entry->see.at[i]->id)));
        json_object_set_new(item, "last", json_boolean(i + 1 == entry->see.count));
        json_array_append_new(list, item);
    }
    return list;
}

static struct str place_of(const struct html *h, const struct use *use)
{
    if (use->paragraph != 0)
        return word_with(h->arena, h->words, "in_paragraph",
                         str_fmt(h->arena, "%zu", use->paragraph));
    return use->number.len != 0 ? word_with(h->arena, h->words, "in_note", use->number) : STR_NONE;
}

/*
 * ", ¶ 1, ¶ 4, note 3": each place of the page once. Uses
 * come page by page; `*at` is moved behind those of one.
 */
static struct str places_of(const struct html *h, const struct entry *entry, size_t *at)
{
    struct out out = out_new(h->arena);
    struct map seen = map_new(h->arena);
    const struct page *page = entry->uses.at[*at].page;
    for (; *at < entry->uses.count && entry->uses.at[*at].page == page; ++*at) {
        struct str place = place_of(h, &entry->uses.at[*at]);
        if (place.len == 0 || map_get(&seen, place) != NULL)
            continue;
        map_add(&seen, place, &seen);
        out_raw(&out, word(h->words, "comma"));
        out_raw(&out, place);
    }
    return out_str(&out);
}

/* The context has copies of its own, so that thousands of uses need room for one. */
static json_t *used_in(const struct html *h, const struct entry *entry)
{
    json_t *list = json_array();
    for (size_t i = 0; i < entry->uses.count;) {
        struct arena_mark mark = arena_mark(h->arena);
        const struct page *page = entry->uses.at[i].page;
        json_t *item = json_object();
        context_set(item, "name", title_of(page));
        context_set_url(item, "href", h, html_page_href(h, page, STR_NONE));
        context_set(item, "places", places_of(h, entry, &i));
        json_object_set_new(item, "first", json_boolean(json_array_size(list) == 0));
        json_array_append_new(list, item);
        arena_rewind(h->arena, mark);
    }
    return list;
}

static struct str definition_of(struct html *h, const struct entry *entry)
{
    struct out out = out_new(h->arena), *outer = h->out;
    h->out = &out;
    if (entry->definition != NULL)
        html_put_children(h, entry->definition);
    h->out = outer;
    return out_str(&out);
}

static json_t *sources_of(const struct html *h, const struct entry *entry)
{
    json_t *list = json_array();
    for (size_t i = 0; i < entry->sources.count; i++) {
        const struct work *work = &entry->sources.at[i];
        json_t *item = json_object();
        context_set(item, "name", work->title.len != 0 ? work->title : work->url);
        context_set(item, "publisher", work->publisher);
        context_set_url(item, "href", h, work->url);
        json_object_set_new(item, "last", json_boolean(i + 1 == entry->sources.count));
        json_array_append_new(list, item);
    }
    return list;
}

static void set_list(json_t *object, const char *has, const char *key, json_t *list)
{
    json_object_set_new(object, has, json_boolean(json_array_size(list) != 0));
    json_object_set_new(object, key, list);
}

static json_t *entry_item(struct html *h, const struct entry *entry)
{
    json_t *item = json_object();
    bool other = entry->language.len != 0 && !str_eq(entry->language, h->words.language);
    context_set(item, "id", str_fmt(h->arena, "term-%.*s", STR_ARG(entry->id)));
    context_set(item, "term", entry->term);
    context_set(item, "abbr", entry->abbr);
    context_set(item, "other_lang", other ? entry->language : STR_NONE);
    context_set(item, "definition", definition_of(h, entry));
    set_list(item, "has_see_also", "see_also", see_also(h, entry));
    set_list(item, "has_used_in", "used_in", used_in(h, entry));
    set_list(item, "has_sources", "sources", sources_of(h, entry));
    return item;
}

static json_t *new_group(const struct html *h, uint32_t code)
{
    json_t *group = json_object();
    context_set(group, "letter", letter_text(h, code));
    context_set(group, "at", letter_id(h, code));
    json_object_set_new(group, "entries", json_array());
    return group;
}

/* Entries are sorted, so that those of one letter stand together. */
static json_t *groups(struct html *h)
{
    json_t *list = json_array(), *group = NULL;
    uint32_t last = 0;
    for (size_t i = 0; i < h->site->entries.count; i++) {
        const struct entry *entry = h->site->entries.at[i];
        uint32_t code = letter_of(entry);
        if (group == NULL || code != last) {
            group = new_group(h, code);
            json_array_append_new(list, group);
        }
        last = code;
        json_array_append_new(json_object_get(group, "entries"), entry_item(h, entry));
    }
    return list;
}

static void write_glossary(struct html *h, struct sheets *sheets, struct diags *diags)
{
    struct str title = h->page->meta.title;
    json_t *context = html_context(h, title.len != 0 ? title : word(h->words, "glossary"));
    h->level = 2;
    context_set(context, "intro", h->page->abstract_html);
    json_object_set_new(context, "letters", letters(h));
    json_object_set_new(context, "groups", groups(h));
    html_render(h, "glossary", context, page_output(h->arena, h->page), sheets, diags);
}

/* ---- 404 ---- */

/*
 * The path of base_url: "/" of https://example.org/,
 * "/notebook/" of https://example.org/notebook.
 */
static struct str base_path(const struct html *h)
{
    struct str url = h->site->config.base_url;
    size_t host = str_find(url, STR("://"), 0);
    size_t slash = host < url.len ? str_find(url, STR("/"), host + 3) : url.len;
    struct str path = str_slice(url, slash, url.len);
    return str_ends(path, STR("/")) ? path : str_join(h->arena, path, STR("/"));
}

static void write_404(struct html *h, struct sheets *sheets, struct diags *diags)
{
    h->base = base_path(h);
    json_t *context = html_context(h, word(h->words, "missing"));
    html_render(h, "404", context, STR("404.html"), sheets, diags);
}

/* ---- all of them ---- */

static void write_list(struct html *h, struct sheets *sheets, struct diags *diags)
{
    switch (h->page->kind) {
    case PAGE_HOME: write_home(h, sheets, diags); break;
    case PAGE_SECTION: write_section(h, sheets, diags); break;
    case PAGE_404: write_404(h, sheets, diags); break;
    case PAGE_GLOSSARY:
        if (h->site->entries.count != 0)
            write_glossary(h, sheets, diags);
        break;
    case PAGE_ESSAY:
    case PAGE_PAGE: break;
    }
}

void write_html_lists(const struct site *site, const struct theme *theme, struct arena *arena,
                      struct sheets *sheets, struct diags *diags)
{
    struct out none = out_new(arena);
    for (size_t i = 0; i < site->pages.count; i++) {
        const struct page *page = site->pages.at[i];
        struct str language =
            page->meta.language.len != 0 ? page->meta.language : site->config.language;
        struct html h = html_new(arena, &none, site, theme, page, language);
        write_list(&h, sheets, diags);
    }
}
