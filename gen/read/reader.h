/*
 * What the files that translate cmark-gfm's tree share: one text on its way into the model. Private
 * to read/.
 *
 * cmark-gfm's places of blocks are right, but those of inlines are hints, so a cursor walks through
 * the bytes of each block while its inlines are translated: what a node does not show (its marks, a
 * link's target) is stepped over by the grammar, and each word is looked for where the cursor
 * stands.
 */
#ifndef GLOSS_READ_READER_H
#define GLOSS_READ_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/list.h"
#include "base/map.h"
#include "base/span.h"
#include "base/str.h"
#include "model/node.h"
#include "model/site.h"
#include "read/parser.h"

/* Where a line of the text stands in its source. */
struct line {
    size_t at;     /* in the text */
    size_t end;    /* before its line end */
    size_t source; /* in the source */
    bool known;    /* false: somewhere in the text's span */
    bool covered;  /* a block of the tree has it (footnotes.c) */
};

struct footnotes;

struct reader {
    struct arena *arena; /* of the tree */
    const struct config *config;
    struct diags *diags;
    struct str language;
    enum dialect dialect;
    struct str text;  /* what is parsed: a part of a source, or a text that YAML gave */
    struct span span; /* all of it in its source */
    LIST(struct line) lines;
    bool part; /* the text is a part of its source: offsets differ by `base` alone */
    size_t base;
    size_t depth; /* of the node that is being translated, in the tree */
    size_t most_depth;
    size_t nested;           /* blocks around it: quotations, lists, divs, footnotes */
    int quotes;              /* of these, the quotations: each puts a `>` before a line */
    bool too_deep;           /* said once */
    size_t errors, warnings; /* reported so far */
    bool cut_short;          /* something was left out of the tree */
    struct map entities;     /* those that were met, decoded */
    size_t searches;         /* bytes that cursor_find may still look at ahead */
    struct footnotes *footnotes;
    struct node *root;
};

/* A stretch of the text in which inlines are looked for. */
struct cursor {
    size_t at, start, end;
    int quotes;
    bool cell; /* of a table: `\|` stands for `|` everywhere */
};

/* What stands in `level` of a Str or RawInline until its block is settled. */
enum piece { PIECE_WORD, PIECE_BRACKET, PIECE_SMART, PIECE_ATTRIBUTES, PIECE_TILDES, PIECE_TAG };

/*
 * Add a diagnostic to the reader's list. After some hundreds of errors, or of warnings, in one text
 * no more are added: nobody reads them, and finding the line of each would take an hour in a text
 * that was made for it.
 */
struct diag *reader_report(struct reader *reader, enum diag_kind kind, struct span span,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));

/* ---- places (lines.c) ---- */

void lines_find(struct reader *reader);
/* The text's bytes from `start` to `end`, in the source. */
struct span reader_span(const struct reader *reader, size_t start, size_t end);
/* The first byte of a line (counted from 1) and the byte behind it, without its end. */
size_t line_start(const struct reader *reader, int line);
size_t line_end(const struct reader *reader, int line);
/* The number of the line that has `offset`. */
size_t line_of(const struct reader *reader, size_t offset);
/* A block's bytes, from where it starts to the end of its last line. */
size_t block_start(const struct reader *reader, cmark_node *block);
size_t block_end(const struct reader *reader, cmark_node *block);
/* The line of a table's header, which is not always the one that the table says. */
int table_line(cmark_node *table);
struct span block_span(const struct reader *reader, cmark_node *block);
/* Past the white space and the `>` that containers put before a line. */
size_t skip_prefix(const struct reader *reader, size_t at, size_t end, int quotes);

/* ---- matching (cursor.c) ---- */

/*
 * How a piece of a literal stands in the text: its bytes
 * there and here, and whether they are the same, unescaped.
 */
struct step {
    size_t literal, source;
    bool plain;
};

/*
 * The step at the cursor for `literal`, which is not empty;
 * none (literal 0) where the text does not go on like that.
 */
struct step cursor_step(struct reader *reader, const struct cursor *cursor, struct str literal);
/* Move the cursor to where `literal` stands, at or after it; false where it is not to be found. */
bool cursor_find(struct reader *reader, struct cursor *cursor, struct str literal);
/* Move over `count` of the character c, where they stand at the cursor. */
bool cursor_skip(const struct reader *reader, struct cursor *cursor, char c, size_t count);
/* Over the end of a line with what stands before the next one's text. */
void cursor_break(const struct reader *reader, struct cursor *cursor);
/* From the `]` of a link or image over its target. */
void cursor_target(const struct reader *reader, struct cursor *cursor);
/* Over a code span; over a tag or marker with those bytes. */
void cursor_code(const struct reader *reader, struct cursor *cursor);
void cursor_literal(struct reader *reader, struct cursor *cursor, struct str literal);

/* ---- inlines (inlines.c, words.c, pairs.c, smart.c, settle.c) ---- */

/* Put the inlines of `from` into `to`, as they stand in the text from the cursor on. */
void translate_inlines(struct reader *reader, struct cursor *cursor, cmark_node *from,
                       struct node *to);
/*
 * Split a literal into words, spaces and the signs that
 * later steps look at; `smart` is false for addresses.
 */
void translate_words(struct reader *reader, struct cursor *cursor, struct str literal, bool smart,
                     struct node *to);
/* A text without a place of its own, such as a title, as words; all have `span`. */
void translate_plain_words(struct reader *reader, struct str text, struct span span, bool smart,
                           struct node *to);
/*
 * Pair tildes and tags, and tie attributes to what
 * stands before them, among the children of `parent`.
 */
void pair_inlines(struct reader *reader, struct node *parent);
/* Curl quotation marks and join dashes below `block`. */
void smarten(struct reader *reader, struct node *block);
/*
 * What is left of markers becomes text, and the pieces
 * of words become words. Ends each block of inlines.
 */
void settle_inlines(struct reader *reader, struct node *block);
/* Put attributes on `node` after what it has; `{…}` at `marker`. False after bad-attribute. */
bool take_attributes(struct reader *reader, const struct node *marker, struct node *node);
bool read_attributes(struct reader *reader, struct str braces, size_t start, struct attr *attr);
void merge_attributes(struct reader *reader, struct node *node, const struct attr *attr);
/* Report a class that only gloss may give. */
void check_classes(struct reader *reader, const struct node *node);
/*
 * Whether a word begins with a sign that has a backslash, or is an entity: what is so written is
 * meant as text. Always false where the text is no part of its source.
 */
bool is_escaped(const struct reader *reader, const struct node *word);
/* A literal of cmark-gfm's as a string that lives as long as the tree. */
struct str keep_literal(const struct reader *reader, const char *literal);
/* Report a comment that asks gloss for something. */
void check_comment(struct reader *reader, struct str comment, struct span span);
/* Raw HTML that is to be shown: warns, and gives the span of it. */
void report_raw_html(struct reader *reader, struct span span);

/* ---- blocks (blocks.c, tables.c, figures.c, quotes.c, divs.c) ---- */

void translate_blocks(struct reader *reader, cmark_node *from, struct node *to);
/* False after too-deep when `to` may have no more below it; each true is ended by leave_depth. */
bool enter_depth(struct reader *reader, struct span span);
void leave_depth(struct reader *reader);
/* The same for a block that holds blocks, of which `limits.depth` may nest. */
bool enter_block(struct reader *reader, struct span span);
void leave_block(struct reader *reader);
void translate_table(struct reader *reader, cmark_node *table, struct node *to);
/* A paragraph that is no more than an image becomes a figure. */
void make_figure(struct reader *reader, struct node *para);
/* A paragraph ": …" behind a table becomes its caption; false where it is none. */
bool make_caption(struct reader *reader, struct node *para);
/*
 * A quotation that opens with [!NOTE] is an admonition; one
 * that closes with a dash and a name has an attribution.
 */
void finish_quote(struct reader *reader, struct node *quote);

/* Divs that are open among the blocks of one parent. */
struct open_divs {
    LIST(struct node *) open; /* innermost last */
};

/* Whether `block` is a `:::` line; then it opens or closes a div. */
bool is_fence_line(const struct reader *reader, cmark_node *block);
struct node *put_fence_line(struct reader *reader, struct open_divs *divs, cmark_node *block,
                            struct node *to);
void close_divs(struct reader *reader, struct open_divs *divs);

/* ---- footnotes (footnotes.c) ---- */

/* Collect the definitions of the tree before it is translated. */
void footnotes_find(struct reader *reader, cmark_node *root);
/* The Note, or the link to it where it stands already, for a reference at the cursor. */
struct node *take_footnote(struct reader *reader, struct cursor *cursor, cmark_node *reference);
/* Report marks without text, text without marks, labels that are used twice. */
void check_footnotes(struct reader *reader, cmark_node *root);
void report_undefined(struct reader *reader, struct span span, struct str label);

#endif
