#include "write/docbook.h"

#include <stdint.h>

#include "base/file.h"
#include "write/docbook_room.h"

void say_simplified(struct docbook *d, const struct node *node, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str text = str_vfmt(d->arena, format, args);
    va_end(args);
    diag_add(d->diags, DIAG_DOCBOOK_SIMPLIFIED, node->span, "%.*s", STR_ARG(text));
}

struct docbook docbook_new(struct arena *arena, const struct site *site, struct diags *diags)
{
    return (struct docbook){.arena = arena,
                            .site = site,
                            .diags = diags,
                            .out = out_new(arena),
                            .ids = map_new(arena),
                            .written = map_new(arena),
                            .missing = map_new(arena),
                            .marks = map_new(arena),
                            .entries = map_new(arena),
                            .met = map_new(arena)};
}

bool is_closed(struct docbook *d)
{
    size_t known = d->missing.count;
    for (size_t i = 0; i < d->led_to.count; i++)
        if (map_get(&d->written, d->led_to.at[i]) == NULL)
            map_add(&d->missing, d->led_to.at[i], d);
    return d->missing.count == known;
}

/* The entries that this document's glossary has; their ids are theirs, whoever else wants them. */
static void know_entries(struct docbook *d, const struct entry *const *entries, size_t entry_count)
{
    for (size_t i = 0; i < entry_count; i++) {
        struct str id = str_fmt(d->arena, "term-%.*s", STR_ARG(entries[i]->id));
        map_add(&d->entries, entries[i]->id, (void *)(uintptr_t)entries[i]);
        reserve_id(d, id, entries[i]);
    }
}

static void put_root(struct docbook *d, const char *element, struct str language,
                     enum status status)
{
    out_c(&d->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    out_c(&d->out, element);
    out_c(&d->out,
          " xmlns=\"http://docbook.org/ns/docbook\" "
          "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"5.0\"");
    out_put_attr(&d->out, "xml:lang", language);
    put_id(d, d->root_id, d);
    if (status != STATUS_PUBLISHED)
        out_put_attr(&d->out, "status", status == STATUS_DRAFT ? STR("draft") : STR("review"));
    out_c(&d->out, ">\n");
}

/* ---- an essay ---- */

static void find_all_marks(struct docbook *d, const struct doc *doc)
{
    if (doc->abstract != NULL)
        find_marks(d, doc->abstract);
    for (size_t i = 0; i < doc->bios.count; i++)
        if (doc->bios.at[i] != NULL)
            find_marks(d, doc->bios.at[i]);
    find_marks(d, doc->body);
}

static void put_glossary(struct docbook *d, const struct doc *doc)
{
    if (doc->terms.count == 0)
        return;
    struct roll *roll = d->roll;
    d->roll = NULL;
    out_c(&d->out, "<glossary");
    put_id(d, STR("glossary"), &doc->terms);
    out_c(&d->out, ">\n");
    put_glossary_title(d, doc->language);
    put_entries(d, doc->terms.at, doc->terms.count, false);
    put_end(d, "glossary");
    d->roll = roll;
}

/*
 * The notes on the whole essay come before its text. An
 * info could hold them too, but not every reader looks there.
 */
static void put_whole_notes(struct docbook *d, const struct node *body)
{
    for (const struct node *node = body->first; node != NULL; node = node->next)
        if (node_is_whole_note(node))
            put_whole_note(d, node);
    put_waiting(d);
}

static void put_article(struct docbook *d, const struct doc *doc)
{
    d->root_id = str_fmt(d->arena, "essay-%.*s", STR_ARG(doc->page->slug));
    reserve_id(d, d->root_id, d);
    reserve_id(d, STR("glossary"), &doc->terms);
    know_entries(d, doc->terms.at, doc->terms.count);
    find_all_marks(d, doc);
    put_root(d, "article", doc->language, doc->page->meta.status);
    put_info(d);
    put_whole_notes(d, doc->body);
    size_t start = d->out.len;
    put_body(d, doc->body->first);
    if (d->out.len == start) /* all that there was could not be written */
        out_c(&d->out, "<para/>\n");
    put_glossary(d, doc);
    put_end(d, "article");
}

/* What stands in the article, for another to hold. */
static void put_content(struct docbook *d, const struct doc *doc)
{
    find_marks(d, doc->body);
    put_body(d, doc->body->first);
}

/*
 * A link to something that turns out to have no element of its own, or one that lost its id to
 * another, is text: then the document is written once more with that knowledge. Each attempt knows
 * at least one id more, and there are few.
 */
static struct docbook write_until_closed(struct doc *doc, bool whole, struct diags *diags)
{
    struct map missing = map_new(doc->arena);
    for (;;) {
        struct docbook d = docbook_new(doc->arena, doc->site, diags);
        d.doc = doc;
        d.page = doc->page;
        d.roll = ARENA_NEW(doc->arena, struct roll);
        d.missing = missing;
        if (whole)
            put_article(&d, doc);
        else
            put_content(&d, doc);
        if (is_closed(&d))
            return d;
        missing = d.missing;
    }
}

static bool is_empty(const struct doc *doc)
{
    for (const struct node *node = doc->body->first; node != NULL; node = node->next)
        if (!node_is_whole_note(node) && !node_is_empty(node))
            return false;
    return true;
}

void write_docbook_essay(struct doc *doc, struct sheets *sheets, struct roll *roll,
                         struct diags *diags)
{
    if (is_empty(doc)) {
        struct diag *diag = diag_add(diags, DIAG_EMPTY_ESSAY, span_start(doc->source),
                                     "\"%.*s\" has no text", STR_ARG(doc->page->slug));
        diag_help(diag, "write it below the front matter, or set `status: draft`");
        return;
    }
    struct docbook d = write_until_closed(doc, true, diags);
    for (size_t i = 0; i < d.roll->items.count; i++)
        *LIST_ADD(&roll->items, doc->arena) = d.roll->items.at[i];
    struct str path = path_join(doc->arena, doc->page->path,
                                str_fmt(doc->arena, "%.*s.xml", STR_ARG(doc->page->slug)));
    SHEET_ADD(sheets, doc->arena, path, out_str(&d.out));
}

void write_docbook_alone(struct doc *doc, bool whole, struct out *out, struct diags *diags)
{
    struct docbook d = write_until_closed(doc, whole, diags);
    out_raw(out, out_str(&d.out));
}

/* ---- the glossary ---- */

static const struct page *glossary_page(const struct site *site)
{
    for (size_t i = 0; i < site->pages.count; i++)
        if (site->pages.at[i]->kind == PAGE_GLOSSARY)
            return site->pages.at[i];
    return NULL;
}

static void put_glossary_document(struct docbook *d, const struct entry *const *entries)
{
    struct str language = d->site->config.language;
    d->root_id = STR("glossary");
    reserve_id(d, d->root_id, d);
    know_entries(d, entries, d->site->entries.count);
    for (size_t i = 0; i < d->site->entries.count; i++)
        if (entries[i]->definition != NULL)
            find_marks(d, entries[i]->definition);
    put_root(d, "glossary", language, STATUS_PUBLISHED);
    out_c(&d->out, "<info>\n");
    put_glossary_title(d, language);
    put_text_element(d, "publishername", "", d->site->config.title);
    put_end(d, "info");
    put_entries(d, entries, d->site->entries.count, true);
    put_end(d, "glossary");
}

void write_docbook_glossary(const struct site *site, struct arena *arena, struct sheets *sheets,
                            struct diags *diags)
{
    const struct entry *const *entries = (const struct entry *const *)site->entries.at;
    struct map missing = map_new(arena);
    while (site->entries.count != 0) {
        struct docbook d = docbook_new(arena, site, diags);
        d.page = glossary_page(site);
        d.missing = missing;
        put_glossary_document(&d, entries);
        if (is_closed(&d)) {
            SHEET_ADD(sheets, arena, STR("glossary/glossary.xml"), out_str(&d.out));
            return;
        }
        missing = d.missing;
    }
}
