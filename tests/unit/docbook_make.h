/* Trees made by hand, for the tests of the DocBook writer. */
#ifndef GLOSS_TESTS_DOCBOOK_MAKE_H
#define GLOSS_TESTS_DOCBOOK_MAKE_H

#include <stdarg.h>

#include "model/doc.h"
#include "model/node.h"
#include "model/site.h"

/* All that a document needs around it. */
struct world {
    struct arena *arena;
    struct site site;
    struct page page, other;
    struct doc doc;
    struct entry ledger, watch;
};

/* A node with its children, up to a NULL. */
__attribute__((unused, sentinel)) static struct node *make(struct world *w, enum node_kind kind,
                                                           ...)
{
    struct node *node = node_new(w->arena, kind, SPAN_NONE);
    va_list children;
    va_start(children, kind);
    for (struct node *child; (child = va_arg(children, struct node *)) != NULL;)
        node_append(node, child);
    va_end(children);
    return node;
}

__attribute__((unused)) static struct node *text(struct world *w, const char *s)
{
    return node_text_new(w->arena, NODE_STR, str_from(s), SPAN_NONE);
}

__attribute__((unused)) static struct node *literal(struct world *w, enum node_kind kind,
                                                    const char *s)
{
    return node_text_new(w->arena, kind, str_from(s), SPAN_NONE);
}

__attribute__((unused)) static struct node *para(struct world *w, const char *s)
{
    return make(w, NODE_PARA, text(w, s), NULL);
}

__attribute__((unused)) static struct node *classed(struct world *w, struct node *node,
                                                    const char *class_name)
{
    node_add_class(w->arena, node, str_from(class_name));
    return node;
}

__attribute__((unused)) static struct node *with_id(struct world *w, struct node *node,
                                                    const char *id)
{
    node_set_id(w->arena, node, str_from(id));
    return node;
}

__attribute__((unused)) static struct node *with(struct world *w, struct node *node,
                                                 const char *key, const char *value)
{
    node_set_attr(w->arena, node, str_from(key), str_from(value));
    return node;
}

/* A piece of the passages of `notes`. */
__attribute__((unused)) static struct node *passage(struct world *w, const char *notes,
                                                    struct node *inside)
{
    return with(w, classed(w, make(w, NODE_SPAN, inside, NULL), "passage"), "note", notes);
}

/* A note with its blocks, at its mark. */
__attribute__((unused)) static struct node *note(struct world *w, const char *id, const char *layer,
                                                 const char *number, struct node *body)
{
    body->kind = NODE_NOTE;
    body->number = str_from(number);
    struct node *span = classed(w, make(w, NODE_SPAN, body, NULL), "note");
    with_id(w, span, str_c(w->arena, str_fmt(w->arena, "ref-%s", id)));
    return with(w, with(w, span, "note", id), "layer", layer);
}

__attribute__((unused)) static struct node *footnote(const char *label, const char *number,
                                                     struct node *body)
{
    body->kind = NODE_NOTE;
    body->label = str_from(label);
    body->number = str_from(number);
    return body;
}

__attribute__((unused)) static struct node *link_to(struct world *w, struct ref ref,
                                                    struct node *inside)
{
    struct node *link = make(w, NODE_LINK, inside, NULL);
    struct ref *kept = ARENA_NEW(w->arena, struct ref);
    *kept = ref;
    link->ref = kept;
    return link;
}

__attribute__((unused)) static struct node *image(struct world *w, const char *path,
                                                  const char *alternative)
{
    struct node *node =
        link_to(w, (struct ref){.kind = REF_FILE, .url = str_from(path)}, text(w, alternative));
    node->kind = NODE_IMAGE;
    return node;
}

__attribute__((unused)) static void make_entry(struct world *w, struct entry *entry, const char *id,
                                               const char *term, struct node *definition)
{
    entry->id = str_from(id);
    entry->term = str_from(term);
    entry->sort_key = str_fmt(w->arena, "%s\1%s", term, term);
    entry->definition = make(w, NODE_BLOCKS, definition, NULL);
    map_add(&w->site.entries_by_id, entry->id, entry);
    *LIST_ADD(&w->site.entries, w->arena) = entry;
}

/* A site with two pages and two entries, and an essay without a body. */
__attribute__((unused)) static void make_world(struct world *w)
{
    *w = (struct world){.arena = arena_new()};
    w->site.arena = w->arena;
    w->site.entries_by_id = map_new(w->arena);
    w->site.config.title = STR("A notebook");
    w->site.config.base_url = STR("https://example.org/");
    w->site.config.language = STR("en");
    *LIST_ADD(&w->site.config.layers, w->arena) =
        (struct layer){STR("editor"), STR("Editor’s note"), MARKS_TOGETHER};
    w->page = (struct page){.kind = PAGE_ESSAY,
                            .slug = STR("harbour"),
                            .section = STR("essays"),
                            .path = STR("essays/harbour")};
    w->other = (struct page){.kind = PAGE_ESSAY,
                             .slug = STR("light"),
                             .section = STR("essays"),
                             .path = STR("essays/light")};
    w->page.meta.title = STR("The harbour & its book");
    w->other.meta.title = STR("The light");
    *LIST_ADD(&w->site.pages, w->arena) = &w->page;
    *LIST_ADD(&w->site.pages, w->arena) = &w->other;
    w->doc = (struct doc){.arena = w->arena,
                          .keep = w->arena,
                          .site = &w->site,
                          .page = &w->page,
                          .language = STR("en"),
                          .body = node_new(w->arena, NODE_BLOCKS, SPAN_NONE)};
}

__attribute__((unused)) static void end_world(struct world *w)
{
    arena_free(w->arena);
}

#endif
