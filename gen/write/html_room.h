/*
 * What the files of the HTML writer share: one text on
 * its way to a page. No other writer includes this.
 */
#ifndef GLOSS_WRITE_HTML_ROOM_H
#define GLOSS_WRITE_HTML_ROOM_H

#include <jansson.h>

#include "base/list.h"
#include "base/out.h"
#include "model/doc.h"
#include "write/html.h"
#include "write/theme.h"

/* Notes whose marks have been written and whose texts have not. */
struct note_nodes {
    LIST(const struct node *) list;
};

/* A note in the list at the end: what notes.css needs to hang it beside its mark. */
struct hung_note {
    struct str mark, item; /* ids; a reply has no mark, and hangs in its note */
    struct str layer;      /* empty for a footnote */
    struct str key;        /* of its passage, as in data-n; empty for a footnote */
};

struct html {
    struct arena *arena;
    struct out *out;
    const struct theme *theme;
    struct words words;
    const struct site *site;
    const struct page *page; /* from which links are seen */
    struct str base;         /* what links start with, where they are not relative */
    const struct doc *doc;   /* NULL for lists */
    struct roll *roll;       /* NULL where what is written belongs to no document */

    int level;    /* of the heading that the text stands under */
    bool alone;   /* no page around it: headings keep the level that they have */
    bool plain;   /* for lists and contents: no links, no marks, no ids */
    bool in_link; /* links do not nest */
    bool in_attribution;
    struct note_nodes waiting, hoisted;
    struct str hand;   /* whose notes most of them are; it is not said at each */
    struct out *whole; /* takes the notes on the whole essay */
    LIST(struct hung_note) hung;
    LIST(struct str) layers; /* of the notes that were written, each once */
    size_t codes, tables;    /* regions so far, so that each has a name of its own */

    const struct node *label_at; /* the block that a note's label opens, and the label */
    struct str label;
    struct str head;            /* the mark of the note whose replies are written; empty: none */
    const struct node *back_at; /* the block that a note's way back closes, and where that leads */
    struct str back;
};

/* An open text that writes to `out`. */
struct html html_new(struct arena *arena, struct out *out, const struct site *site,
                     const struct theme *theme, const struct page *page, struct str language);

/* What the page says of itself; of a list of pages, its front matter alone. */
static inline const struct meta *html_front(const struct html *h)
{
    return h->doc != NULL ? doc_front(h->doc) : &h->page->meta;
}

/* html_node.c: one node with all below it, or all children of one. */
void html_put(struct html *h, const struct node *node);
void html_put_children(struct html *h, const struct node *node);
/* Its text without links, marks and ids, to another `out`. */
void html_put_plain(struct html *h, const struct node *node, struct out *out);

/*
 * html_attr.c: the id, classes (with `add`, without
 * `drop`; both may be NULL) and attributes of a node.
 */
void html_put_attrs(struct html *h, const struct node *node, const char *add, const char *drop);

/* html_inline.c */
void html_put_text(struct html *h, const struct node *node);
void html_put_element(struct html *h, const struct node *node, const char *name);
void html_put_class(struct html *h, const struct node *node, const char *name);
void html_put_quoted(struct html *h, const struct node *node);
void html_put_code(struct html *h, const struct node *node);
void html_put_math(struct html *h, const struct node *node);
void html_put_raw(struct html *h, const struct node *node);
void html_put_span(struct html *h, const struct node *node);
void html_put_emph(struct html *h, const struct node *node);

/* html_link.c */
void html_put_link(struct html *h, const struct node *node);
void html_put_image(struct html *h, const struct node *node);
/*
 * The address of a page of the site (`path` is its
 * folder), and of a file under the output. In h->arena.
 */
struct str html_page_href(const struct html *h, const struct page *page, struct str id);
struct str html_path_href(const struct html *h, struct str path, struct str id);
struct str html_file_href(const struct html *h, struct str file);
struct str html_term_href(const struct html *h, struct str entry_id);

/* html_block.c */
void html_put_para(struct html *h, const struct node *node);
void html_put_inner(struct html *h,
                    const struct node *node); /* Plain: what a paragraph holds, without one */
void html_put_header(struct html *h, const struct node *node);
void html_put_code_block(struct html *h, const struct node *node);
void html_put_quote(struct html *h, const struct node *node);
void html_put_figure(struct html *h, const struct node *node);
void html_put_caption(struct html *h, const struct node *caption, const char *key,
                      struct str number);
void html_put_lines(struct html *h, const struct node *node);
void html_put_div(struct html *h, const struct node *node);

/* html_items.c: lists of all sorts. */
void html_put_ordered(struct html *h, const struct node *node);
void html_put_bullets(struct html *h, const struct node *node);
void html_put_item(struct html *h, const struct node *node);
void html_put_definitions(struct html *h, const struct node *node);

/* html_table.c */
void html_put_table(struct html *h, const struct node *node);

/* html_notes.c */
void html_put_mark(struct html *h, const struct node *note);
void html_put_back_mark(struct html *h, const struct node *link);
void html_put_whole_note(struct html *h, const struct node *div);
/* A reply in the item of the note that it answers; those in a row are one list. */
void html_put_reply(struct html *h, const struct node *div);
/*
 * The author of most notes of a document, the first in
 * their order where there are as many; perhaps nobody.
 */
struct str html_usual_hand(const struct doc *doc);
void html_put_note_list(struct html *h); /* section.notes; nothing where no mark was written */
void html_put_label(struct html *h, const struct node *block);
void html_put_back(struct html *h, const struct node *block);

/* html_rules.c: notes.css, for h->hung. */
void html_put_rules(const struct html *h, struct out *out);
/* The name `name` in CSS, as a part of an id, a class or a string. */
void html_put_css_name(struct out *out, struct str name);

/* html_layers.c: boxes that show and hide layers, where a page has several, and their rules. */
void html_add_layer(struct html *h, struct str layer);
void html_put_layers(const struct html *h, struct out *out);
void html_put_layer_rules(const struct html *h, struct out *out);

/* html_map.c */
void html_find_strokes(const struct doc *doc, struct page *page);
void html_put_map(struct html *h, const struct page *page, struct out *out);

/* html_cite.c: how to cite the essay; its licence's name and address. */
void html_put_citation(struct html *h, const struct page *page, struct out *out);
struct licence {
    struct str name, url;
};
struct licence html_licence(struct arena *arena, const struct meta *meta);
/* The names of the authors with `role`, joined as the language joins them. */
struct str html_names(const struct html *h, const struct meta *meta, const char *role);

/* html_context.c: objects for templates. Values are copied; a missing text is the empty string. */
void context_set(json_t *object, const char *key, struct str value);
void context_set_url(json_t *object, const char *key, const struct html *h, struct str url);
void context_set_date(json_t *object, const char *key, const struct html *h, struct str iso);
/* What every page's template finds: language, head, menu. Owns: the caller, until json_decref. */
json_t *html_context(const struct html *h, struct str title);
/* Render `context` with the template `name` into a sheet at `path`; the context is released. */
void html_render(const struct html *h, const char *name, json_t *context, struct str path,
                 struct sheets *sheets, struct diags *diags);

#endif
