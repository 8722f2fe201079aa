/*
 * The essay as a tree: nodes of the pandoc AST, each with the place in the source that it came
 * from.
 *
 * What pandoc has no kind for is written with these classes and attributes, which filters see and
 * may make:
 *
 *   passage of notes   Span  class `passage`, attribute `note="id …"` (the notes whose passage
 *                      holds this piece)
 *   note               Span  class `note`, id `ref-ID`, attributes `note=ID`, `layer`; holds one
 *                      Note with the text
 *   whole-essay note   Div   class `note`, id `note-ID`, attribute `layer`; among the first blocks
 *                      of the root
 *   reply to a note    Div   class `note`, id `note-ID`, attributes `layer` and `on`, the id of the
 *                      note that it answers; among the last blocks of the Note (or Div) at the
 *                      head of its thread
 *   title of a note    Span  class `title`, alone in the first Para of the note's text
 *   label of a note    is not in the tree: writers show the layer's label from the configuration
 *   footnote           Note, whose `label` is the author's ([^label]); later references: Link to
 *                      `#fn-LABEL`, class `fnref`
 *   glossary link      Link  to `term:ID`, class `term`
 *   section            Div   class `section`, its id the heading's, first child the Header (made by
 *                      resolve/)
 *   admonition         Div   class `admonition` and one of note, tip, important, warning, caution
 *   attribution        Para  in a Div class `attribution`, last child of a BlockQuote
 *   task item          Item  attribute `task`: done or open
 *
 * No tree is deeper than NODE_DEPTH: read/ and filter/ see to it, so that walks may recurse.
 */
#ifndef GLOSS_MODEL_NODE_H
#define GLOSS_MODEL_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/out.h"
#include "base/span.h"
#include "base/str.h"

enum node_kind {
#define NODE(kind, ...) NODE_##kind,
#include "model/node.def"
};

enum { NODE_DEPTH = 400 };

enum node_place { PLACE_BLOCK, PLACE_INLINE, PLACE_PART };
enum node_holds { HOLDS_NOTHING, HOLDS_INLINES, HOLDS_BLOCKS, HOLDS_PARTS };

struct node_fact {
    const char *name; /* in Lua and JSON */
    enum node_place place;
    enum node_holds holds;
    const char *docbook; /* the element, NULL where it depends */
};

/* The row of node.def for `kind`. */
const struct node_fact *node_fact(enum node_kind kind);
/* How many kinds there are, and the kind of a name (false where there is none). */
size_t node_kind_count(void);
bool node_kind_by_name(struct str name, enum node_kind *kind);

struct pair {
    struct str key, value;
};

/* Identifier, classes and key-value pairs in the order in which they were written. */
struct attr {
    struct str id;
    LIST(struct str) classes;
    LIST(struct pair) pairs;
};

enum alignment { ALIGN_DEFAULT, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER };
enum list_style {
    STYLE_DEFAULT,
    STYLE_EXAMPLE,
    STYLE_DECIMAL,
    STYLE_LOWER_ROMAN,
    STYLE_UPPER_ROMAN,
    STYLE_LOWER_ALPHA,
    STYLE_UPPER_ALPHA
};
enum list_delimiter {
    DELIMITER_DEFAULT,
    DELIMITER_PERIOD,
    DELIMITER_ONE_PAREN,
    DELIMITER_TWO_PARENS
};
enum quote_marks { QUOTE_SINGLE, QUOTE_DOUBLE };
enum math_style { MATH_INLINE, MATH_DISPLAY };

struct column {
    enum alignment alignment;
    double width; /* of 1; 0 for as wide as it wants */
};

enum citation_mode { CITE_AUTHOR_IN_TEXT, CITE_SUPPRESS_AUTHOR, CITE_NORMAL };

/* A work that a Cite cites. What readers see of it are the Cite's own inlines. */
struct citation {
    struct str id;
    enum citation_mode mode;
    struct node *prefix, *suffix; /* Inlines, in no tree */
    int note_number, hash;
};

struct ref; /* where a link leads: model/site.h */

struct node {
    enum node_kind kind;
    bool tight; /* lists: written without empty lines (items hold Plain) */
    /* What walks look at stands together, since most of their time is memory's. */
    struct node *first, *next;
    struct attr *attr; /* NULL where there are none */
    union {
        struct str text;   /* Str, Code, CodeBlock, Math, RawInline, RawBlock */
        struct str target; /* Link, Image: the URL as the author wrote it */
        /* Note: the author's footnote label; empty for notes and for filters' own footnotes */
        struct str label;
    };
    struct span span; /* a node that a filter made has that of the node it replaces, with made_by */
    struct node *parent, *prev, *last;
    union {
        struct str title;  /* Link, Image */
        struct str format; /* RawInline, RawBlock */
        /*
         * Note, Figure, Table, a reply's Div: given by
         * resolve/, shown by the writers: "3", "†", "2"
         */
        struct str number;
    };
    union {
        int level; /* Header */
        enum quote_marks quote;
        enum math_style math;
        struct {
            int start;
            enum list_style style;
            enum list_delimiter delimiter;
        } list; /* OrderedList */
        struct {
            struct column *columns;
            size_t count;
        } table;
        struct {
            enum alignment alignment;
            int rows, columns; /* spanned; at least 1 */
        } cell;
        struct {
            int head_rows;    /* TableBody: so many of its first rows are a head of its own */
            int head_columns; /* and so many of its first columns are heads of their rows */
        } body;
        struct {
            struct citation *at;
            size_t count;
        } citations;           /* Cite */
        struct node *brief;    /* Caption: its short form, Inlines in no tree; NULL for none */
        const struct ref *ref; /* Link, Image: given by resolve/; NULL before it */
    };
};

/* A new node without attributes or children. Owns: `arena`, as everything of the tree. */
struct node *node_new(struct arena *arena, enum node_kind kind, struct span span);
/* A Str (Code, …) with its text, which is not copied. */
struct node *node_text_new(struct arena *arena, enum node_kind kind, struct str text,
                           struct span span);

/* Put `child`, which is in no tree, at its place. */
void node_append(struct node *parent, struct node *child);
void node_prepend(struct node *parent, struct node *child);
void node_insert_before(struct node *place, struct node *node);
void node_insert_after(struct node *place, struct node *node);
/* Take `node` with all below it out of its tree. */
void node_remove(struct node *node);
/* Put `node` where `old` is; `old` is in no tree then. */
void node_replace(struct node *old, struct node *node);
/* Move all children of `from` to the end of `to`. */
void node_move_children(struct node *to, struct node *from);
/* Put `node`'s children where it stands and take it out. */
void node_unwrap(struct node *node);
/* Wrap the siblings `first` to `last` in `wrapper`, which takes their place. */
void node_wrap(struct node *wrapper, struct node *first, struct node *last);

/* A deep copy in `arena`, in no tree; texts are copied too when `texts` is true. */
struct node *node_copy(struct arena *arena, const struct node *node, bool texts);

/*
 * The next node in document order below `root`, children before siblings; NULL at the end.
 * node_after skips what is below `node`.
 */
struct node *node_next(const struct node *root, const struct node *node);
struct node *node_after(const struct node *root, const struct node *node);

bool node_is_block(const struct node *node);
bool node_is_inline(const struct node *node);
/* The first child of that kind; NULL where there is none. */
struct node *node_child(const struct node *node, enum node_kind kind);
/*
 * The shapes named above; NULL has none. A Span that holds a note; the Div of a note on the whole
 * essay, whose class an admonition may have too; a section with its heading, since an author's own
 * Div of that class is none.
 */
bool node_is_note_span(const struct node *node);
bool node_is_whole_note(const struct node *node);
bool node_is_section(const struct node *node);
/* A reply, which is a Div as the note on the whole essay is, and is counted as one. */
bool node_is_reply(const struct node *node);
/* The nearest node of `kind` above `node`; NULL where there is none. */
struct node *node_above(const struct node *node, enum node_kind kind);

/* Attributes. The id, whether a class is there, the value of a key; all empty or false for none. */
struct str node_id(const struct node *node);
bool node_has_class(const struct node *node, const char *class_name);
struct str node_attr(const struct node *node, const char *key);
/* Set them; strings are not copied. An empty value takes the key away. */
struct attr *node_attrs(struct arena *arena, struct node *node); /* made where missing */
void node_set_id(struct arena *arena, struct node *node, struct str id);
void node_add_class(struct arena *arena, struct node *node, struct str class_name);
void node_set_attr(struct arena *arena, struct node *node, struct str key, struct str value);
struct attr *attr_copy(struct arena *arena, const struct attr *attr, bool texts);
bool attr_is_empty(const struct attr *attr);

/*
 * Add the plain text of `node` to `out`: literals, spaces for spaces and breaks, a space between
 * blocks; the text of notes, raw markup and images' alternative texts inside it is left out; a Note
 * or Image itself gives its own. (pandoc.utils.stringify keeps more: filter/.)
 */
void node_plain(const struct node *node, struct out *out);
struct str node_plain_str(struct arena *arena, const struct node *node);
/* How many words a plain text has for a reader: two letters to one in Chinese and Japanese. */
size_t plain_words(struct str text);

/* Whether there is any text, image or code below `node`: whether a reader would see something. */
bool node_is_empty(const struct node *node);

/*
 * Where `node` is in its tree, for a message: `Pandoc > BulletList, item 2 > Para > Str "x"`. The
 * root is called `root` where it is Blocks and that is not NULL, else by its kind; the middle of a
 * long way is left out.
 */
void node_trail(const struct node *node, const char *root, struct out *out);

/*
 * An indented dump of the tree, one node a line, for
 * goldens: kind, attributes, fields, place in the source.
 */
void node_dump(const struct node *node, struct out *out);
/*
 * The node alone, without its place and on one line, but with all that it has: two nodes without
 * children are equal if their lines are.
 */
void node_line(const struct node *node, struct out *out);

#endif
