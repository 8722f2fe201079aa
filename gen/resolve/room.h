/* What the files of this room share. */
#ifndef GLOSS_RESOLVE_ROOM_H
#define GLOSS_RESOLVE_ROOM_H

#include "base/diag.h"
#include "base/map.h"
#include "model/doc.h"

struct resolver {
    struct doc *doc;
    struct arena *arena;
    struct diags *diags;
    struct map ids;     /* id -> the node that has it, or that it stands for */
    struct map repeats; /* a heading's slug -> the last number that was put behind it */
    bool ok;
};

/*
 * The parts of a document in the order of reading: abstract,
 * biographies, body. NULL at the end; `*part` counts.
 */
struct node *next_root(struct doc *doc, size_t *part);

/* Add an error and remember that there was one. */
#define RESOLVE_ERROR(r, ...) ((r)->ok = false, diag_add((r)->diags, __VA_ARGS__))

/*
 * sections.c: wrap the body's top-level headings and
 * what follows each; check that none skips a level.
 */
void make_sections(struct resolver *r);

/* ids.c: every heading gets an id; each id stands once. Fills r->ids. */
void give_ids(struct resolver *r);
/* The known id closest to `id`; empty where none is near. */
struct str closest_id(const struct resolver *r, struct str id);
/*
 * Notes and footnotes in the tree: the id of a Note node
 * ("note-x", "fn-a"), empty for a Note that has none yet.
 */
struct str note_node_id(struct arena *arena, const struct node *note);
/*
 * The entry whose id on the glossary page is `id` ("term-tisa"), which no page may use for
 * something else. NULL: none.
 */
const struct entry *entry_of_id(const struct site *site, struct str id);

/* numbers.c: notes, footnotes, figures and tables. */
void give_numbers(struct resolver *r);

/* labels.c: "Figure" and "Table" in the language of the document. */
struct str figure_word(struct str language);
struct str table_word(struct str language);

/* links.c: where each link and image leads. */
void resolve_links(struct resolver *r, struct node *root);

/* tally.c: what the document tells others: outline, terms, targets, uses, words, roll. */
void take_tally(struct resolver *r);

#endif
