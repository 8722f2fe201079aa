#include "read/essay.h"

#include "read/meta.h"
#include "read/notes.h"
#include "read/source.h"

static struct node *read_text(struct doc *doc, struct str text, struct span span,
                              struct diags *diags)
{
    if (text.len == 0)
        return NULL;
    /* Front matter was read in the first leg from another copy of the same file. */
    span.source = doc->source;
    return read_markdown(doc->arena, &doc->site->config, text,
                         span_of(doc->source, span.start, span.end), doc->language, diags);
}

static void read_front_texts(struct doc *doc, struct diags *diags)
{
    const struct meta *meta = &doc->page->meta;
    doc->abstract = read_text(doc, meta->abstract, meta->abstract_span, diags);
    for (size_t i = 0; i < meta->authors.count; i++)
        *LIST_ADD(&doc->bios, doc->arena) =
            read_text(doc, meta->authors.at[i].bio, meta->authors.at[i].bio_span, diags);
}

static void read_body(struct doc *doc, struct diags *diags)
{
    size_t start, end, body, errors = diags_count(diags, SEVERITY_ERROR);
    meta_find(doc->source, &start, &end, &body, diags);
    struct span span = span_of(doc->source, body, doc->source->text.len);
    doc->body =
        read_markdown(doc->arena, &doc->site->config, span_text(span), span, doc->language, diags);
    bool wants = doc->page->kind == PAGE_ESSAY || doc->page->kind == PAGE_PAGE;
    if (wants && doc->body->first == NULL && diags_count(diags, SEVERITY_ERROR) == errors)
        diag_add(diags, DIAG_EMPTY_ESSAY, span_start(doc->source), "there is no text here");
}

static void read_note_files(struct doc *doc, struct diags *diags)
{
    for (size_t i = 0; i < doc->page->note_files.count; i++) {
        struct source *source =
            read_source(doc->arena, doc->site, doc->page->note_files.at[i], diags);
        if (source != NULL)
            read_notes(doc, source, diags);
    }
}

struct doc *read_essay(struct arena *arena, const struct site *site, struct page *page,
                       struct diags *diags)
{
    struct doc *doc = ARENA_NEW(arena, struct doc);
    doc->arena = arena;
    doc->site = site;
    doc->page = page;
    doc->language = page->meta.language.len != 0 ? page->meta.language : site->config.language;
    if (page->file.len == 0) {
        doc->body = node_new(arena, NODE_BLOCKS, SPAN_NONE);
        return doc;
    }
    doc->source = read_source(arena, site, page->file, diags);
    if (doc->source == NULL)
        return NULL;
    read_front_texts(doc, diags);
    read_body(doc, diags);
    read_note_files(doc, diags);
    return doc;
}
