/* What the files of this room share. */
#ifndef GLOSS_ANNOTATE_ROOM_H
#define GLOSS_ANNOTATE_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/list.h"
#include "base/map.h"
#include "base/out.h"
#include "model/doc.h"
#include "model/fold.h"

/* A place in a quotation: a byte of one of its pieces. */
struct quote_point {
    size_t piece, offset;
};

enum quote_part {
    PART_ALL,    /* the whole quotation is the passage */
    PART_MARKED, /* what ==…== marks */
    PART_BOLD,   /* what is bold */
    PART_UNCLEAR /* more than one part is marked */
};

/* Where in the essay a quotation may stand; the form of the quotation says so. */
enum quote_form { FORM_ANY, FORM_HEADING, FORM_ROW };

/* A quotation, read and folded. */
struct quotation {
    struct str whole; /* folded as it stands, with marks and gaps as text */
    LIST(struct str)
    pieces;         /* folded, without marks, cut at the gaps; none where there is no text */
    bool literal;   /* one piece, the same as `whole` */
    bool one_block; /* one piece that stands in one paragraph of the notes file */
    enum quote_form form;
    uint32_t from, to; /* rendered bytes between which alone it may stand; to 0: anywhere */
    enum quote_part part;
    struct quote_point part_start, part_end; /* of PART_MARKED and PART_BOLD */
    /*
     * The same without the signs of lists and attributions,
     * which are tried as words first; NULL where it has none.
     */
    const struct quotation *otherwise;
};

/* A place where a quotation stands: bytes of the folded essay. */
struct hit {
    size_t start, end;
    size_t part_start, part_end; /* the passage itself, without the context */
};

struct hits {
    LIST(struct hit) list;
    bool more; /* there may be others: the search ended early */
};

enum { HITS_LISTED = 1000 };

/* A note tied to its passage: bytes of the rendered essay. */
struct anchor {
    struct note *note;
    size_t order; /* in doc->notes */
    uint32_t start, end;
    struct node *last; /* the node that holds the passage's last letter */
    /*
     * Where nothing is quoted: what the note is about. It has
     * no passage then, and the mark stands at its end.
     */
    struct node *target;
};

/* What `on` names. */
struct subject {
    struct node *root; /* whose text is searched: the body, a footnote or a note's text */
    struct node *node; /* the part of it that is meant; NULL for all of it */
};

/* The folded essay letter by letter, for searching near passages. */
struct letters {
    uint32_t *symbol; /* each letter's number in the essay's alphabet */
    uint32_t *offset; /* its byte in the folded essay; one more at the end */
    size_t count;
    size_t alphabet; /* how many different letters there are */
    uint32_t *codes; /* open-addressed: which code points there are, 0 for an empty place */
    uint32_t *symbols;
    size_t places; /* a power of two */
    uint32_t *row; /* by symbol: which row of the sought pattern's table; all 0 between searches */
};

/*
 * The folded essay without all that may be mistaken for
 * something else, and for each byte its folded byte.
 */
struct bare {
    struct str text;
    const uint32_t *offset;
};

/* A part of the document that quotations do not reach, and what it is. */
struct aside {
    const struct node *node;
    const char *name;
    struct rendered rendered; /* without pieces for raw markup */
    struct folded folded;
};

/* What is needed once a quotation was not found. */
struct likeness {
    struct letters letters;
    struct bare bare;
    LIST(struct aside) asides;
};

/* A passage of the folded essay that is near to what was quoted. */
struct near {
    size_t start, end;
    size_t distance;        /* in letters */
    struct str differences; /* "capitals and spacing"; empty where letters differ too */
};

enum { NEAR_MOST = 3 };

/*
 * One text that quotations are looked for in: the essay's and, for notes that are about
 * a footnote or answer a note, the text of that one.
 */
struct annotator {
    struct doc *doc;
    struct node *root;     /* of that text */
    struct arena *arena;   /* the document's */
    struct arena *scratch; /* until annotate_doc ends */
    struct diags *diags;
    struct rendered rendered; /* the essay */
    struct folded folded;
    LIST(struct anchor) anchors;
    struct likeness *likeness; /* made when the first quotation is not found */
    size_t lost;               /* quotations that were not found */
    size_t work;               /* that looking for near passages has cost */
    bool ok;
    LIST(struct annotator *) others; /* the essay's has those of all other texts */
    /* by their place in doc->notes, the same for all texts */
    struct map *notes;     /* id -> note */
    struct node **holders; /* what holds a note's text, once it is in the tree */
    size_t *threads;       /* for a reply, the note at the head of its thread */
};

/* quote.c: what a note's quotation says. In a->scratch. */
struct quotation read_quotation(struct annotator *a, const struct note *note);
/* The letters of a folded text, a CJK one counted as two: how much there is to tell it apart by. */
size_t quote_weight(struct str folded);

/*
 * match.c: all places of the pieces in order, of which none
 * holds another; ends after HITS_LISTED or `at_least`.
 */
struct hits find_quotation(const struct annotator *a, const struct quotation *quotation,
                           size_t at_least);
/* Whether the folded essay's bytes from `start` to `end` begin and end where words do. */
bool has_edges(struct str folded, size_t start, size_t end);

/*
 * annotate.c: all places that the note's quotation may mean, first as it is written, then with its
 * marks and gaps; `quotation` becomes the reading that was found.
 */
struct hits find_place(struct annotator *a, const struct note *note, struct quotation *quotation);

/*
 * covers.c: whether `covers` takes that word, and the anchor
 * widened to what its note covers; false for no such thing.
 */
bool is_coverage(struct str covers);
bool widen_anchor(const struct annotator *a, struct anchor *anchor);

/*
 * passage.c: mark all passages in the tree, and find each
 * anchor's last node. The anchors are in the order of marks.
 */
void put_passages(struct annotator *a);

/*
 * subject.c: what `on` or a quoted picture names, after an error where there is no such thing;
 * its root is to be the body at first.
 */
bool find_target(struct annotator *a, const struct note *note, struct subject *subject);
/*
 * The last inline or block of code in it, behind
 * which its mark stands; NULL where there is none.
 */
struct node *last_of_target(struct node *target);
/* The picture that is quoted, where nothing else is; NULL for a quotation of words. */
const struct node *quoted_picture(const struct note *note);

/*
 * replies.c: whether a note answers another one. Find the threads: false after an
 * error. Put the replies into the notes that they belong to.
 */
bool is_reply(const struct note *note);
bool find_threads(struct annotator *a);
void put_replies(struct annotator *a);
/* marks.c: the Div of a note that has no mark. */
struct node *put_markless(struct annotator *a, const struct note *note);

/*
 * marks.c: sort the anchors in the order of their
 * marks; put the notes into the tree; set lemmas.
 */
void sort_anchors(struct annotator *a);
void put_marks(struct annotator *a);
void put_whole_notes(struct annotator *a);

/* lemma.c: the passage as the list of notes shows it. In `arena`. */
struct str lemma_of(struct arena *arena, struct str passage);
/* The same on one line, uncut: white space is one space or, in CJK, none. */
struct str lemma_line(struct arena *arena, struct str passage);

/* letters.c: the folded essay letter by letter. In `arena`. */
struct letters letters_of(struct arena *arena, struct str folded);
/* The number of a code point; letters.alphabet for one that the essay does not have. */
uint32_t letter_symbol(const struct letters *letters, uint32_t code);

/* closest.c: up to NEAR_MOST passages that are near to `quote`, the nearest first; how many. */
size_t find_near(struct annotator *a, struct str quote, struct near *near);
/* Widen to where words begin and end. */
void widen_to_words(struct str folded, size_t *start, size_t *end);

/* bare.c: texts without capitals, accents, spaces, hyphens and punctuation. */
struct bare bare_of(struct arena *arena, struct str folded);
/* Passages that differ from `quote` in no more than those; how many. */
size_t find_bare(struct annotator *a, struct str quote, struct near *near);
/*
 * In what two texts differ that are the same when bare:
 * "capitals", "spacing and a hyphen"; empty if in nothing.
 */
struct str differences_of(struct arena *arena, struct str quote, struct str found);

/* causes.c: why a quotation may not have been found, as details of `diag`. */
void put_causes(struct annotator *a, struct diag *diag, const struct quotation *quotation);

/*
 * context.c: the shortest quotation that means the place
 * `index` of `hits` alone, ready to paste; empty for none.
 */
struct str context_of(struct annotator *a, const struct hits *hits, size_t index);

/*
 * The essay's own words between two folded bytes, as an
 * author would write them, with the spaces that stand there.
 */
void put_passage_words(struct out *out, const struct annotator *a, size_t start, size_t end);

/* report.c: what went wrong. */
void report_not_found(struct annotator *a, const struct note *note,
                      const struct quotation *quotation);
void report_ambiguous(struct annotator *a, const struct note *note,
                      const struct quotation *quotation, const struct hits *hits);
/* Where the quotation stands in the notes file: from its first letter to its end. */
struct span quote_place(const struct note *note);
/* The rendered bytes of a hit in the folded essay, and where they stand in the source. */
struct str hit_text(const struct annotator *a, size_t start, size_t end);
struct span hit_span(const struct annotator *a, size_t start, size_t end);

#endif
