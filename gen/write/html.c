/*
 * A document becomes a page: its parts are written in the
 * order of reading and handed to the theme's template.
 */
#include "write/html.h"

#include "base/file.h"
#include "write/html_room.h"

/* What a page is made of, as HTML. */
struct parts {
    struct out abstract, whole, body, notes;
    struct str *bios; /* one for each author */
};

static struct str blocks_of(struct html *h, const struct node *blocks)
{
    struct out out = out_new(h->arena), *outer = h->out;
    h->out = &out;
    if (blocks != NULL)
        html_put_children(h, blocks);
    h->out = outer;
    return out_str(&out);
}

/*
 * In the order in which resolve/ numbered the marks:
 * abstract, biographies, body; then the list of notes.
 */
static void write_parts(struct html *h, const struct doc *doc, struct parts *parts)
{
    h->whole = &parts->whole;
    h->out = &parts->abstract;
    if (doc->abstract != NULL)
        html_put_children(h, doc->abstract);
    parts->bios = ARENA_ARRAY(h->arena, doc->bios.count, struct str);
    for (size_t i = 0; i < doc->bios.count; i++)
        parts->bios[i] = blocks_of(h, doc->bios.at[i]);
    h->out = &parts->body;
    html_put_children(h, doc->body);
    h->out = &parts->notes;
    html_put_note_list(h);
}

/* ---- contents ---- */

enum { CONTENTS_DEPTH = 2 };

static void put_heading(struct html *h, const struct heading *heading, struct out *out)
{
    out_c(out, "<li><a href=\"#");
    out_url(out, heading->id);
    out_c(out, "\">");
    html_put_plain(h, heading->node, out);
    out_c(out, "</a>");
}

/*
 * Lists inside lists, as the sections are; a heading
 * that skips a level goes no deeper than it can.
 */
static struct str contents(struct html *h, const struct doc *doc)
{
    struct out out = out_new(h->arena);
    int depth = 0;
    for (size_t i = 0; i < doc->headings.count; i++) {
        const struct heading *heading = &doc->headings.at[i];
        if (heading->depth > CONTENTS_DEPTH)
            continue;
        int wanted = heading->depth > depth ? depth + 1 : heading->depth < 1 ? 1 : heading->depth;
        out_c(&out, wanted > depth ? "<ol>" : "</li>\n");
        for (; depth > wanted; depth--)
            out_c(&out, "</ol></li>\n");
        depth = wanted;
        put_heading(h, heading, &out);
    }
    for (; depth > 0; depth--)
        out_c(&out, "</li></ol>");
    return out_str(&out);
}

/* ---- what the template is given ---- */

static json_t *authors(const struct meta *meta)
{
    json_t *list = json_array();
    for (size_t i = 0; i < meta->authors.count; i++) {
        const struct author *author = &meta->authors.at[i];
        if (author->role.len != 0 && !str_is(author->role, "author"))
            continue;
        json_t *object = json_object();
        context_set(object, "name", author->name);
        json_array_append_new(list, object);
    }
    return list;
}

static void add_hand(const struct html *h, json_t *list, const char *role, const char *key)
{
    struct str names = html_names(h, html_front(h), role);
    if (names.len != 0)
        json_array_append_new(
            list,
            json_pack("{s:s}", "text", str_c(h->arena, word_with(h->arena, h->words, key, names))));
}

/* Editors and translators, each sort in one phrase. */
static json_t *hands(const struct html *h)
{
    json_t *list = json_array();
    add_hand(h, list, "editor", "edited_by");
    add_hand(h, list, "translator", "translated_by");
    return list;
}

static bool has_biography(const struct author *author, struct str bio)
{
    return bio.len != 0 || author->orcid.len != 0 || author->affiliation.len != 0;
}

static json_t *biographies(const struct html *h, const struct parts *parts, size_t count)
{
    const struct meta *meta = html_front(h);
    json_t *list = json_array();
    for (size_t i = 0; i < meta->authors.count; i++) {
        const struct author *author = &meta->authors.at[i];
        struct str bio = i < count ? parts->bios[i] : STR_NONE;
        if (!has_biography(author, bio))
            continue;
        json_t *object = json_object();
        context_set(object, "name", author->name);
        context_set(object, "native", author->native);
        context_set(object, "affiliation", author->affiliation);
        context_set(object, "orcid", author->orcid);
        context_set(object, "text", bio);
        json_array_append_new(list, object);
    }
    return list;
}

/* At 230 words a minute, and never none. */
static struct str minutes(const struct html *h)
{
    size_t count = (h->page->words + 115) / 230;
    return word_counted(h->arena, h->words, "minutes", count != 0 ? count : 1);
}

static json_t *file_link(const struct html *h, const char *name, const char *ending)
{
    json_t *object = json_object();
    context_set(object, "name", str_from(name));
    context_set_url(object, "href", h, str_fmt(h->arena, "%.*s%s", STR_ARG(h->page->slug), ending));
    return object;
}

static json_t *downloads(const struct html *h)
{
    json_t *list = json_array();
    unsigned formats = h->site->config.formats;
    if (h->page->kind == PAGE_ESSAY && (formats & FORMAT_PDF) != 0)
        json_array_append_new(list, file_link(h, "PDF", ".pdf"));
    if (h->page->kind == PAGE_ESSAY && (formats & FORMAT_DOCBOOK) != 0)
        json_array_append_new(list, file_link(h, "DocBook", ".xml"));
    return list;
}

static json_t *corrections(const struct html *h)
{
    const struct meta *meta = html_front(h);
    json_t *list = json_array();
    for (size_t i = 0; i < meta->corrections.count; i++) {
        json_t *object = json_object();
        context_set_date(object, "date", h, meta->corrections.at[i].date);
        context_set(object, "text", meta->corrections.at[i].text);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *licence(const struct html *h)
{
    struct licence licence = html_licence(h->arena, html_front(h));
    if (licence.name.len == 0)
        return json_null();
    json_t *object = json_object();
    context_set(object, "name", licence.name);
    context_set_url(object, "url", h, licence.url);
    return object;
}

/* Where the essay first appeared. */
static json_t *source(const struct html *h)
{
    const struct work *work = &html_front(h)->source;
    if (work->title.len == 0 && work->publisher.len == 0 && work->url.len == 0)
        return json_null();
    json_t *object = json_object();
    context_set(object, "title", work->title.len != 0 ? work->title : work->url);
    context_set(object, "publisher", work->publisher);
    context_set_url(object, "url", h, work->url);
    context_set_date(object, "date", h, work->date);
    return object;
}

static json_t *neighbour(const struct html *h, const struct page *page)
{
    if (page == NULL)
        return json_null();
    json_t *object = json_object();
    context_set(object, "title", page->meta.title);
    context_set_url(object, "href", h, html_page_href(h, page, STR_NONE));
    return object;
}

static struct str citation(struct html *h)
{
    struct out out = out_new(h->arena);
    if (h->page->kind == PAGE_ESSAY)
        html_put_citation(h, h->page, &out);
    return out_str(&out);
}

static struct str map(struct html *h)
{
    struct out out = out_new(h->arena);
    html_put_map(h, h->page, &out);
    return out_str(&out);
}

static bool has_rules(const struct html *h)
{
    return h->hung.count != 0 || h->layers.count > 1;
}

static struct str layers(const struct html *h)
{
    struct out out = out_new(h->arena);
    html_put_layers(h, &out);
    return out_str(&out);
}

static void set_header(struct html *h, json_t *context, const struct parts *parts)
{
    const struct meta *meta = html_front(h);
    bool essay = h->page->kind == PAGE_ESSAY;
    json_object_set_new(context, "id", json_sprintf("essay-%s", str_c(h->arena, h->page->slug)));
    context_set(context, "subtitle", meta->subtitle);
    json_object_set_new(context, "authors", authors(meta));
    json_object_set_new(context, "hands", hands(h));
    context_set_date(context, "date", h, meta->date);
    context_set(context, "updated",
                meta->updated.len != 0 ? word_with(h->arena, h->words, "updated",
                                                   word_date(h->arena, h->words, meta->updated))
                                       : STR_NONE);
    context_set(context, "minutes", essay ? minutes(h) : STR_NONE);
    json_object_set_new(context, "has_byline",
                        json_boolean(essay || meta->authors.count != 0 || meta->date.len != 0));
    context_set(context, "map", map(h));
    context_set(context, "abstract", out_str(&parts->abstract));
    context_set(context, "whole_notes", out_str(&parts->whole));
    context_set(context, "layers", layers(h));
}

static void set_body(struct html *h, json_t *context, const struct doc *doc,
                     const struct parts *parts)
{
    bool toc = doc->page->meta.toc && doc->headings.count != 0;
    context_set(context, "toc", toc ? contents(h, doc) : STR_NONE);
    context_set(context, "body", out_str(&parts->body));
    context_set(context, "notes", out_str(&parts->notes));
    context_set(context, "notes_css", has_rules(h) ? STR("notes.css") : STR_NONE);
}

static void set_footer(struct html *h, json_t *context, const struct doc *doc,
                       const struct parts *parts)
{
    json_t *bios = biographies(h, parts, doc->bios.count);
    json_object_set_new(context, "has_biographies", json_boolean(json_array_size(bios) != 0));
    json_object_set_new(context, "biographies", bios);
    json_object_set_new(context, "source", source(h));
    context_set(context, "citation", citation(h));
    json_t *files = downloads(h), *list = corrections(h);
    json_object_set_new(context, "has_downloads", json_boolean(json_array_size(files) != 0));
    json_object_set_new(context, "downloads", files);
    json_object_set_new(context, "has_corrections", json_boolean(json_array_size(list) != 0));
    json_object_set_new(context, "corrections", list);
    json_object_set_new(context, "license", licence(h));
    json_object_set_new(context, "prev", neighbour(h, doc->page->prev));
    json_object_set_new(context, "next", neighbour(h, doc->page->next));
    json_object_set_new(context, "has_neighbours",
                        json_boolean(doc->page->prev != NULL || doc->page->next != NULL));
}

/* ---- what the page keeps for lists ---- */

/*
 * A list shows the abstract without marks and links,
 * whose addresses would be other pages' there.
 */
static void keep_for_lists(struct html *h, struct doc *doc, const struct parts *parts)
{
    struct out out = out_new(h->arena);
    if (doc->page->kind == PAGE_HOME || doc->page->kind == PAGE_SECTION) {
        out_raw(&out, out_str(&parts->whole));
        out_raw(&out, out_str(&parts->body));
        out_raw(&out, out_str(&parts->notes));
    } else if (doc->abstract != NULL) {
        html_put_plain(h, doc->abstract, &out);
    }
    doc->page->abstract_html = str_keep(doc->keep, out_str(&out));
}

static void add_rules(struct html *h, struct sheets *sheets)
{
    struct out out = out_new(h->arena);
    html_put_rules(h, &out);
    SHEET_ADD(sheets, h->arena, path_join(h->arena, h->page->path, STR("notes.css")),
              out_str(&out));
}

static struct str description(struct html *h, const struct doc *doc)
{
    return doc->abstract != NULL ? node_plain_str(h->arena, doc->abstract)
                                 : h->site->config.description;
}

static void render(struct html *h, const struct doc *doc, const struct parts *parts,
                   struct sheets *sheets, struct diags *diags)
{
    json_t *context = html_context(h, doc_front(doc)->title);
    context_set(context, "description", description(h, doc));
    set_header(h, context, parts);
    set_body(h, context, doc, parts);
    set_footer(h, context, doc, parts);
    html_render(h, doc->page->kind == PAGE_ESSAY ? "essay" : "page", context,
                page_output(h->arena, doc->page), sheets, diags);
}

void write_html_page(struct doc *doc, const struct theme *theme, struct sheets *sheets,
                     struct roll *roll, struct diags *diags)
{
    struct arena *arena = doc->arena;
    struct html h = html_new(arena, NULL, doc->site, theme, doc->page, doc->language);
    struct parts parts = {.abstract = out_new(arena),
                          .whole = out_new(arena),
                          .body = out_new(arena),
                          .notes = out_new(arena)};
    h.doc = doc;
    h.hand = html_usual_hand(doc);
    h.roll = roll;
    write_parts(&h, doc, &parts);
    html_find_strokes(doc, doc->page);
    keep_for_lists(&h, doc, &parts);
    if (doc->page->kind != PAGE_ESSAY && doc->page->kind != PAGE_PAGE)
        return;
    render(&h, doc, &parts, sheets, diags);
    if (has_rules(&h))
        add_rules(&h, sheets);
}
