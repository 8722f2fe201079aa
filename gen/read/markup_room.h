/* What the files of the HTML reader share. */
#ifndef GLOSS_READ_MARKUP_ROOM_H
#define GLOSS_READ_MARKUP_ROOM_H

#include "base/diag.h"
#include "base/map.h"
#include "model/doc.h"
#include "xml/html.h"

struct markup_reader {
    struct arena *arena;
    const struct doc *doc;
    struct diags *diags;
    size_t depth;       /* of the node that is being read, in the tree */
    bool failed;        /* the error has been said, and the rest is not looked at */
    unsigned quotes;    /* how many `q` are open */
    size_t added_cells; /* to fill up the rows of tables */
    struct map notes;   /* id -> the element with the note's text; NULL where it has been read */
    struct map meta;    /* name -> struct markup_meta */
};

/* What the `meta` of a name say, or a title. */
struct markup_meta {
    LIST(struct value) values;
};

/* ---- markup_element.c: what each element means ---- */

struct markup_element {
    const char *name;
    /* Put what it means into `to`; NULL for an element of which only the content counts. */
    void (*put)(struct markup_reader *r, const struct html_node *from, struct node *to);
    enum node_kind kind; /* that `put` makes */
    bool block;
};

/* The row of an element or a text; one that is not known has only content. */
const struct markup_element *markup_element_of(const struct html_node *node);
bool markup_is(const struct html_node *node, const char *name);

/* Mark each node below `root` with its row, and whether it is or holds a block. */
void markup_mark(struct html_node *root);
bool markup_holds_block(const struct html_node *node);

/* ---- markup_flow.c: elements in their order ---- */

/* The place of an element, and of a node that is made from it. */
struct span markup_span(const struct markup_reader *r, const struct html_node *from);
struct node *markup_add(struct markup_reader *r, enum node_kind kind, const struct html_node *from,
                        struct node *to);

/* `levels` of nesting deeper; false after too-deep. */
bool markup_enter(struct markup_reader *r, const struct html_node *from, size_t levels);
void markup_leave(struct markup_reader *r, size_t levels);

/* What is in `from` as inlines; a block among them is set off by spaces. */
void markup_put_inlines(struct markup_reader *r, const struct html_node *from, struct node *to);
/* What is in `from` as blocks: runs of inlines are paragraphs of `kind`, Plain or Para. */
void markup_put_blocks(struct markup_reader *r, const struct html_node *from, struct node *to,
                       enum node_kind kind);
/* The element or text itself as blocks, without those that follow it. */
void markup_put_alone(struct markup_reader *r, const struct html_node *from, struct node *to);
/* Plain beside what stands as paragraphs do is Para; lists do so only outside of lists. */
void markup_settle_plains(struct node *holder, bool in_list);

/* ---- markup_inline.c ---- */

/* Add an inline as pandoc joins them: spaces and equal emphasis melt into one. */
void markup_join(struct markup_reader *r, struct node *to, struct node *node);
/* The same, with the spaces at its edges beside it. */
void markup_join_trimmed(struct markup_reader *r, struct node *to, struct node *node);
void markup_put_words(struct markup_reader *r, struct str text, size_t offset, struct node *to);
/* Take spaces off both ends. */
void markup_trim(struct node *holder);
/* All text in `from`, as it is; a `br` is a line end. */
struct str markup_text(struct markup_reader *r, const struct html_node *from);

void markup_put_marked(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_named_span(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_small(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_span(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_bdo(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_quoted(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_code(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_break(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_script(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_mathml(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_picture(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_nothing(struct markup_reader *r, const struct html_node *from, struct node *to);

/* ---- markup_link.c ---- */

void markup_put_link(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_image(struct markup_reader *r, const struct html_node *from, struct node *to);

/* ---- markup_block.c, markup_list.c ---- */

void markup_put_para(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_heading(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_quote(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_rule(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_pre(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_div(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_figure(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_aside(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_footer(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_cite(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_list(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_definitions(struct markup_reader *r, const struct html_node *from, struct node *to);

/* ---- markup_table.c ---- */

void markup_put_table(struct markup_reader *r, const struct html_node *from, struct node *to);

/* ---- markup_grid.c ---- */

/*
 * Fill up the rows of a table that is in no tree and give it its columns; then put it into `to`. Of
 * one without rows, its caption is put there.
 */
void markup_finish_table(struct markup_reader *r, struct node *table, const double *widths,
                         size_t width_count, struct node *to);

/* ---- markup_notes.c ---- */

/* Find the notes below `root` that have an id. */
void markup_find_notes(struct markup_reader *r, const struct html_node *root);
/* Whether an element is a note that has been read where its mark is. */
bool markup_is_read_note(const struct markup_reader *r, const struct html_node *from);
/* Put the Note that the link `from` is the mark of. False where it is none. */
bool markup_put_note(struct markup_reader *r, const struct html_node *from, struct node *to);
/* Whether the list of notes `from` has nothing that has not been read. */
bool markup_is_spent_list(const struct markup_reader *r, const struct html_node *from);
/*
 * Whether an element was made for a note by its writer: its number, its lemma, the way back, before
 * which a space that is in `to` already is taken away.
 */
bool markup_is_made_for_note(const struct markup_reader *r, const struct html_node *from,
                             struct node *to);

/* ---- markup_own.c: what gloss's own pages put around words ---- */

/* Whether an element is such a thing; see also markup_is_made_for_note. */
bool markup_is_made(const struct markup_reader *r, const struct html_node *from, struct node *to);
/* Whether it is the frame of a table, and whether it is in a table that has one. */
bool markup_is_frame(const struct html_node *from);
bool markup_is_in_frame(const struct html_node *from);
/* Whether it is an admonition, and whether it says whose a quotation is. */
bool markup_is_admonition(const struct html_node *from);
bool markup_is_attribution(const struct html_node *from);

/* ---- markup_attr.c ---- */

/*
 * The attributes of an element as pandoc keeps them, without those that are named in `but`, which
 * are parted by spaces; NULL where there are none.
 */
struct attr *markup_attrs(struct markup_reader *r, const struct html_node *from, const char *but);
bool markup_has_class(const struct html_node *node, const char *name);
bool markup_has_role(const struct html_node *node, const char *role);
/* The value of a property in `style`; empty where there is none. */
struct str markup_style(const struct html_node *node, const char *property);
/* A number from 1 to `most`; `usual` where the attribute is none. */
int markup_count(const struct html_node *node, const char *name, int usual, int most);

/* ---- markup_meta.c ---- */

void markup_put_title(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_meta(struct markup_reader *r, const struct html_node *from, struct node *to);
void markup_put_root(struct markup_reader *r, const struct html_node *from, struct node *to);
/* What they said, as a map. */
struct value *markup_metadata(struct markup_reader *r);

#endif
