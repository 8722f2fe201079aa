/* What the files of the DocBook writer share. */
#ifndef GLOSS_WRITE_DOCBOOK_ROOM_H
#define GLOSS_WRITE_DOCBOOK_ROOM_H

#include "base/diag.h"
#include "base/list.h"
#include "base/map.h"
#include "base/out.h"
#include "model/doc.h"
#include "model/site.h"
#include "write/docbook_nesting.h"

/* Superscripts and subscripts that are due at the next text, the innermost first. */
struct script {
    const char *element;
    const struct script *outer;
};

/* Divs without an element of their own: their classes become roles of the blocks in them. */
struct group {
    const struct node *div;
    const struct group *outer;
};

/* Where the writer stands. Whoever changes it puts the old one back. */
struct standing {
    unsigned excluded;   /* of enum exclusive: what may not stand here */
    unsigned containers; /* open elements other than sections */
    bool run_on;         /* in running text: no line ends between blocks */
    bool paras_only;     /* blocks other than paragraphs stand inside one: abstract, personblurb */
    bool in_para;        /* already inside such a paragraph */
    bool verbatim;       /* white space counts */
    bool in_foot;        /* of a table */
    const struct group *groups;
    const struct script *scripts;
};

/* A note or footnote: where its passage is and how it is written. */
struct mark {
    const struct node *body;  /* the Note, or the Div of a whole-essay note */
    const struct note *facts; /* NULL for footnotes */
    struct str id; /* as the model has it: note-x, fn-a; empty for a Note without a label */
    struct str number, layer;
    struct str label; /* what stands for the number: for a whole-essay note its layer's label */
    bool is_note;     /* else a footnote */
    const struct node *last;  /* the last piece of its passage */
    size_t pieces;            /* written so far */
    LIST(struct str) phrases; /* ids of the pieces, as written */
    bool called;              /* a phrase that carries its mark was written */
    bool as_footnote;         /* was written as a footnote */
};

struct docbook {
    struct arena *arena;
    const struct doc *doc; /* NULL for the glossary */
    const struct site *site;
    const struct page *page; /* seen from where files are addressed; NULL if there is none */
    struct diags *diags;
    struct roll *roll; /* NULL where nothing counts: in the glossary */
    struct out out;
    struct standing at;
    struct map ids;     /* an id as written -> who may have it */
    struct map written; /* the ids that stand in the document */
    struct map missing; /* ids that were led to in an earlier attempt and that nothing had */
    LIST(struct str) led_to;
    struct str root_id;          /* of the document element */
    size_t unnamed;              /* notes without an id that were given one */
    struct map marks;            /* note-x, fn-a -> struct mark */
    LIST(struct mark *) waiting; /* annotations to write after this block */
    struct str layer_label;      /* of the note that was begun last */
    const struct node *labelled; /* the paragraph that is to begin with it; NULL: none */
    struct map entries;          /* term-x -> the entries that the glossary here has */
    struct map met;              /* term-x, where it has occurred */
};

/* ---- docbook.c ---- */

/* A notice that `node` is carried only in part: what was written instead. */
void say_simplified(struct docbook *d, const struct node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A writer at the start of a document. */
struct docbook docbook_new(struct arena *arena, const struct site *site, struct diags *diags);
/*
 * Whether all that was led to is there; else the missing
 * ids are known and the document is to be written again.
 */
bool is_closed(struct docbook *d);

/* ---- docbook_attr.c: attributes, ids and addresses ---- */

/* `id` as an NCName: letters that XML does not allow in names become `_xHEX_`. */
struct str xml_id(struct arena *arena, struct str id);
/* ` xml:id="…"` unless it is empty or another than `owner` has it. */
void put_id(struct docbook *d, struct str id, const void *owner);
/* Keep `id` for `owner`. */
void reserve_id(struct docbook *d, struct str id, const void *owner);
/* ` linkend="…"`; false where nothing has that id. */
bool put_linkend(struct docbook *d, const char *attribute, struct str id);
/* ` xlink:href="…"`; false where `url` is empty. */
bool put_href(struct docbook *d, struct str url);
/* `url` as an address that every validator takes: what no address holds is percent-encoded. */
struct str clean_url(struct arena *arena, struct str url);

/* The id, classes (as role, after `role`), language and direction of `node`, which may be NULL. */
void put_common(struct docbook *d, const struct node *node, const char *role);
/*
 * `<element` with these; the caller adds attributes
 * and closes it with `>`. put_open closes it itself.
 */
void put_start(struct docbook *d, const char *element, const struct node *node, const char *role);
void put_open(struct docbook *d, const char *element, const struct node *node, const char *role);
void put_close(struct docbook *d, const char *element);
/* The end of a block: its tag, and a line end where blocks have lines. */
void put_end(struct docbook *d, const char *element);
/* A line end after a start tag where blocks have lines. */
void put_line(struct docbook *d);
/* A whole element with text. Nothing where the text is empty. */
void put_text_element(struct docbook *d, const char *element, const char *attributes,
                      struct str text);
/* Enter an element that holds blocks; the place to return to is the caller's. */
void enter_element(struct docbook *d, unsigned excluded);
/* Count what was put. */
void carry(struct docbook *d, enum carried_kind kind, struct str id, struct str number);

/* ---- docbook_block.c ---- */

void put_block(struct docbook *d, const struct node *node);
/* `first` and its following siblings, and an empty paragraph where nothing was written. */
void put_blocks(struct docbook *d, const struct node *first);
/* The body of an article or section: blocks, then sections. */
void put_body(struct docbook *d, const struct node *first);
/* Blocks as whole paragraphs: abstract, personblurb. */
void put_paras(struct docbook *d, const struct node *blocks);
/* The blocks of a caption that its title has no room for. */
void put_rest_of_caption(struct docbook *d, const struct node *node, bool has_title);
/* The title of a Figure or Table, with the marks of notes on the picture. */
void put_float_title(struct docbook *d, const struct node *node);

/* docbook_table.c, docbook_figure.c */
void put_table(struct docbook *d, const struct node *table);
void put_figure(struct docbook *d, const struct node *figure);
void put_image(struct docbook *d, const struct node *image);

/* ---- docbook_inline.c ---- */

void put_inline(struct docbook *d, const struct node *node);
void put_inlines(struct docbook *d, const struct node *parent);
void put_attribution(struct docbook *d, const struct node *div);
/* `linkend` or `xlink:href` of a Link, counted; false where it leads nowhere. */
bool put_link_attributes(struct docbook *d, const struct node *link);

/* ---- docbook_notes.c ---- */

/* Find all notes, footnotes and pieces of passages below `root`. */
void find_marks(struct docbook *d, const struct node *root);
/* The mark with that id, a new one where there is none. */
struct mark *mark_under(struct docbook *d, struct str id);
/* "note-x" */
struct str note_id(struct docbook *d, struct str id);
/* Whether the note is written as an annotation, here where it stands. */
bool is_annotation(const struct docbook *d, const struct mark *mark);
/* A note or footnote at its mark; `holder` is the Span .note or the Note itself. */
void put_mark(struct docbook *d, const struct node *holder);
/* A further mark of a footnote. */
void put_mark_again(struct docbook *d, const struct node *link);
/* A note on the whole essay. */
void put_whole_note(struct docbook *d, const struct node *div);
/* A reply, in the text of the note that it answers. */
void put_reply(struct docbook *d, const struct node *div);
/* Write the annotations that are waiting. */
void put_waiting(struct docbook *d);

/* ---- docbook_passages.c ---- */

void put_passage(struct docbook *d, const struct node *span);
/* One phrase more that belongs to the passage of `mark`. */
void add_phrase(struct docbook *d, struct mark *mark, struct str id);

/* ---- docbook_note_text.c ---- */

/* What a footnote or a reply holds. */
void put_note_text(struct docbook *d, const struct mark *mark);
/* What an annotation holds. */
void put_annotation_text(struct docbook *d, const struct mark *mark);
/* The label of a note's layer, where `paragraph` is the one that begins with it. */
void put_layer_label(struct docbook *d, const struct node *paragraph);

/* ---- docbook_glossary.c, docbook_info.c ---- */

void put_entries(struct docbook *d, const struct entry *const *entries, size_t entry_count,
                 bool with_uses);
void put_glossary_title(struct docbook *d, struct str language);
void put_info(struct docbook *d);

#endif
