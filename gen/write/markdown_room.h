/* What the files of the Markdown writer share. Private to write/. */
#ifndef GLOSS_WRITE_MARKDOWN_ROOM_H
#define GLOSS_WRITE_MARKDOWN_ROOM_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/list.h"
#include "base/map.h"
#include "base/out.h"
#include "model/node.h"
#include "write/lines.h"

/* A footnote that was referred to, under the label that it got. */
struct markdown_note {
    const struct node *note;
    struct str label;
};

struct markdown {
    struct arena *arena;
    struct out *out;
    struct lines lines;
    struct diags *diags;
    LIST(const char *) said; /* what was simplified so far */
    LIST(struct markdown_note) notes;
    struct map labels;   /* lower-cased: to the first Note whose author gave it */
    struct map referred; /* as the author wrote it: to the markdown_note */
    size_t number;       /* the last label of a footnote that came without one */
    bool tight;          /* within a list whose items have no empty lines between them */
    bool boxed;          /* behind a box that is text, where no line begins */
    bool in_quote;       /* in its last paragraph */
    bool one_line;       /* in a heading or a cell */
    bool heading, cell;
    size_t start;  /* where the line's own text begins in `out` */
    size_t closed; /* behind a mark that closes emphasis, which no letter may follow */
    int emphasis;  /* how many are open */
    bool in_link, in_strikeout;
};

/* Report that Markdown has no form for something: "a formula is written as code". Once each. */
void markdown_simplify(struct markdown *m, const struct node *node, const char *what);

/* ---- making a tree what Markdown can say (markdown_fit.c, markdown_gaps.c) ---- */

/* Change the tree below `node`, which is the writer's own. */
void markdown_fit(struct markdown *m, struct node *node);
/* Split and join words, and take away the spaces that Markdown does not keep. */
void markdown_fit_words(struct markdown *m, struct node *parent);
void markdown_fit_gaps(struct node *parent);
/* Move spaces and line ends at the edges of emphasis out of it. */
void markdown_hoist_gaps(struct node *node);
bool markdown_is_gap(const struct node *node);

/* ---- blocks (markdown_block.c, markdown_list.c, markdown_table.c) ---- */

void markdown_put_blocks(struct markdown *m, const struct node *parent);
/* What stands between two blocks so that they stay two. */
void markdown_put_gap(struct markdown *m, const struct node *before, const struct node *after);
/* A line with nothing but a comment, which parts what stands around it. */
void markdown_put_parting(struct markdown *m);
/* The name of an alert that a Div is, as GitHub has it (`NOTE`); NULL where it is none. */
const char *markdown_alert(const struct node *div);
void markdown_put_list(struct markdown *m, const struct node *list);
void markdown_put_definitions(struct markdown *m, const struct node *list);
void markdown_put_table(struct markdown *m, const struct node *table);
void markdown_put_raw_block(struct markdown *m, const struct node *node);
/* Whether a tag begins a block of HTML wherever a line begins with it. */
bool markdown_opens_block(struct str tag);
/*
 * A block with blocks of its own: `first` before what comes next, `rest` before its other lines,
 * empty lines between its blocks whatever it stands in.
 */
void markdown_put_within(struct markdown *m, const struct node *parent, struct str first,
                         struct str rest);

/* ---- inlines (markdown_inline.c, markdown_link.c, markdown_text.c) ---- */

/* The inlines of `parent` from here on, at the start of a line. */
void markdown_put_line(struct markdown *m, const struct node *parent);
void markdown_put_inlines(struct markdown *m, const struct node *parent);
void markdown_put_link(struct markdown *m, const struct node *link);
void markdown_put_image(struct markdown *m, const struct node *image, const struct node *caption);
void markdown_put_note(struct markdown *m, const struct node *note);
/* Text as text; `more` tells that something other than a space comes right behind it. */
void markdown_put_text(struct markdown *m, struct str text, bool more);
bool markdown_at_start(const struct markdown *m);
/* Whether the `&` at `at` would be read as the start of an entity. */
bool markdown_is_entity(struct str text, size_t at);
/* A comment that parts two things which would else be read as one. */
void markdown_part(struct markdown *m);
/* `[` or `![`, which no `!` of a text may stand before. */
void markdown_open(struct markdown *m, const char *bracket);

/* ---- attributes (markdown_attr.c) ---- */

/*
 * `{#id .class key="value"}` for what `node` has, but for its first `skip` classes; empty where
 * there is nothing to say.
 */
struct str markdown_attr(struct markdown *m, const struct node *node, size_t skip);

#endif
