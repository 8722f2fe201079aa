/*
 * One document on its way through the stages: an essay or page with its notes. It lives in one
 * arena, on one thread.
 */
#ifndef GLOSS_MODEL_DOC_H
#define GLOSS_MODEL_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/map.h"
#include "base/span.h"
#include "base/str.h"
#include "model/node.h"
#include "model/site.h"

/* One line of a quotation: from which byte of the notes file its text comes. */
struct quote_line {
    size_t offset;   /* in `quote` */
    uint32_t source; /* byte in the notes file at which this line's text starts */
};

/*
 * A note as its file gives it. annotate/ puts it into the
 * tree; from then on the tree has its text (see node.h).
 */
struct note {
    struct str id;    /* without `note-` */
    struct str layer; /* "note" where nothing says otherwise */
    struct str author, date, rev;
    enum status status;
    struct str publish;
    struct span span;   /* the heading's line */
    struct node *title; /* Inlines; NULL where the heading is no more than the id */
    /*
     * the quotation as written in the notes file,
     * without `> `, its lines joined by \n; empty: none
     */
    struct str quote;
    struct node *quote_tree;       /* the same read as Markdown, with `==` as text; NULL: none */
    struct span quote_span;        /* where it stands, for messages */
    LIST(struct quote_line) lines; /* how offsets of `quote` map to the file */
    size_t occurrence;             /* 0: not given */
    struct str covers, on;
    struct span attr_span; /* of the heading's {…}, for messages about what is not done yet */
    struct node *body;     /* Blocks: the text */
    LIST(struct str) classes;

    /* given by annotate/ and resolve/ */
    bool whole;        /* on the whole essay: no mark, no number */
    struct str lemma;  /* the passage's text as the list shows it, cut as formats.md says */
    struct str number; /* its mark: "3", "†"; empty for a whole-essay note */
};

/* A heading, for tables of contents. */
struct heading {
    struct str id;
    const struct node *node;
    int depth; /* 1 for the first level below the title */
};

/*
 * What a document carries, as its model or one of its
 * formats has it; formats-disagree compares them.
 */
enum carried_kind {
    CARRIED_NOTE,
    CARRIED_FOOTNOTE,
    CARRIED_TERM,
    CARRIED_FIGURE,
    CARRIED_TABLE,
    CARRIED_HEADING,
    CARRIED_REFERENCE
};

struct carried {
    enum carried_kind kind;
    /*
     * note-x, fn-a, term-tisa, fig-x, a heading's id;
     * for a reference the id or URL that it leads to
     */
    struct str id;
    struct str number; /* as shown; empty for headings, terms and references */
};

struct roll {
    LIST(struct carried) items;
};

/* A file that is copied beside the page. */
struct doc_file {
    struct str from; /* relative to the project */
    struct str to;   /* relative to the output */
};

struct doc {
    struct arena *arena;
    struct arena
        *keep; /* for what the page keeps until the build ends: page->targets and the like */
    const struct site *site;
    struct page *page;
    const struct source *source;
    struct str language;
    struct str target; /* the format that it is on its way to; empty: html */
    /*
     * Metadata as pandoc has them, a map; NULL where those
     * of the page and the abstract are all that there are
     */
    struct value *meta;
    const struct meta *front; /* what filters made of the page's; NULL where it is page->meta */
    struct node *abstract;    /* Blocks or NULL */
    LIST(struct node *) bios; /* Blocks or NULL, one for each author */
    struct node *body;        /* Blocks */
    LIST(struct str) hidden;  /* ids of notes that are not to be shown, which were not read */
    LIST(struct note)
    notes; /* in the order of the notes files; after resolve/ in that of their marks */

    /* given by resolve/ */
    LIST(struct heading) headings;
    LIST(const struct entry *)
    terms; /* the entries that are linked, and transitively those they name, by sort key */
    LIST(struct doc_file) files; /* images and the like that it shows or links to */
    struct roll roll;
};

/* What the page says of itself, as it is to be shown. */
const struct meta *doc_front(const struct doc *doc);

/* The note with that id, NULL where there is none. */
struct note *doc_note(struct doc *doc, struct str id);

/* Strings of a roll are not copied. */
void roll_add(struct arena *arena, struct roll *roll, enum carried_kind kind, struct str id,
              struct str number);

const char *carried_name(enum carried_kind kind); /* "note", "footnote", … */

/*
 * Compare two rolls without regard to their order (each is sorted in place).
 * Gives the first item that one has and the other has not, and in `*in_first` which; NULL where
 * they agree.
 */
const struct carried *roll_difference(struct roll *first, struct roll *second, bool *in_first);

#endif
