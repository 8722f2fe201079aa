/*
 * The site: the configuration, who is there under which title and address, and the glossary.
 *
 * It is made in the first leg of a build (front matter and glossary) and only read in the second,
 * in which every thread writes just the fields of the page that it holds (marked "second leg").
 */
#ifndef GLOSS_MODEL_SITE_H
#define GLOSS_MODEL_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/map.h"
#include "base/span.h"
#include "base/str.h"
#include "model/node.h"

enum format { FORMAT_HTML = 1, FORMAT_DOCBOOK = 2, FORMAT_PDF = 4, FORMAT_JSON = 8 };

/* ---- configuration (gloss.yaml) ---- */

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INTEGER,
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_LIST,
    VALUE_MAP,
    VALUE_INLINES,
    VALUE_BLOCKS
};

/*
 * A value that gloss only hands on: `extra:`, `options:`, a house's own keys; also metadata as
 * pandoc has them, which alone may hold inlines and blocks.
 */
struct value {
    enum value_kind kind;
    struct span span;
    bool boolean;
    int64_t integer;
    double number;
    struct str string;
    struct value *items; /* of a list, or the values of a map */
    struct str *keys;    /* of a map, in the order in which they were written */
    size_t count;
    struct node *nodes; /* the root, Inlines or Blocks */
};

struct filter_order {
    struct str name; /* as written: glossary, or a path */
    struct span span;
    struct value *options;  /* a map or NULL */
    bool given;             /* on the command line: a path from where the user stands */
    LIST(struct str) reads; /* grants: folders that it may read */
};

enum mark_style { MARKS_TOGETHER, MARKS_DECIMAL, MARKS_ALPHA, MARKS_ROMAN, MARKS_SYMBOLS };

struct layer {
    struct str name, label; /* the label is empty where the configuration gives none */
    enum mark_style marks;  /* MARKS_TOGETHER: the common series */
};

enum first_of { FIRST_SECTION, FIRST_PAGE, FIRST_ALL, FIRST_NONE };

struct menu_item {
    struct str name, url;
};

struct limits {
    size_t source_bytes, parser_bytes, table_columns, table_cells, depth, notes, filter_bytes;
    uint64_t filter_units;
};

struct key_type {
    struct str name;
    enum value_kind kind;
};

/* Lengths are texts with their unit, such as 20mm; empty where the theme decides. */
struct margins {
    struct str top, bottom, left, right;
};

struct pdf_config {
    struct str engine, notes; /* "auto", "typst", "fop"; "foot", "margin" */
    struct str paper;         /* a name, such as "a4", or 170mmx240mm */
    struct margins margins;
    LIST(struct str) standards;     /* none of them: no standard */
    struct str text_font, cjk_font; /* names of families; empty where the theme decides */
};

struct config {
    const struct source *source; /* gloss.yaml */
    struct str title, base_url, language, description, theme, timezone;
    unsigned formats; /* of enum format */
    bool has_filters; /* `filters:` was written; else [glossary] where there is a glossary */
    LIST(struct filter_order) filters;
    bool docbook_annotations; /* docbook.notes: annotation */
    struct pdf_config pdf;
    struct str notes_path, glossary_path; /* relative to the root */
    bool number_by_layer;
    LIST(struct layer) layers;
    bool links_pretty;
    enum first_of first;
    LIST(struct str)
    glossary_in; /* headings, code, quotations: where terms are linked all the same */
    LIST(struct menu_item) menu;
    bool raw_html, smart;
    struct limits limits;
    LIST(struct key_type) keys;
    struct value *extra;
};

/* ---- pages ---- */

struct author {
    struct str name; /* as it is shown: given, then family, unless written as one */
    struct str given, family, native;
    struct str role; /* author, editor, translator */
    struct str affiliation, email, orcid;
    struct str bio; /* Markdown */
    struct span bio_span;
};

/* A work elsewhere: where the essay first appeared, or what an entry rests on. */
struct work {
    struct str title, publisher, url, date;
};

struct correction {
    struct str date, text;
};

enum status { STATUS_PUBLISHED, STATUS_REVIEW, STATUS_DRAFT };

/* Front matter of an essay, a page or a section. */
struct meta {
    struct span span; /* of the front matter; empty where there is none */
    struct str title, subtitle;
    struct span title_span;
    struct str date, updated, publish; /* ISO 8601, perhaps only a year or a month */
    LIST(struct author) authors;
    struct str abstract; /* Markdown, with where it stands */
    struct span abstract_span;
    struct str language;
    LIST(struct str) tags, aliases;
    struct str series_name, series_number, series_issn;
    struct str license, license_url, doi;
    struct work source;
    LIST(struct correction) corrections;
    enum status status;
    enum first_of first;
    bool has_first;
    LIST(struct str) skip_terms;
    struct str image, slug;
    bool toc;
    struct value *extra, *own; /* `own`: the house's own keys */
};

enum page_kind { PAGE_HOME, PAGE_SECTION, PAGE_ESSAY, PAGE_PAGE, PAGE_GLOSSARY, PAGE_404 };

/* An id on a page that others may link to: a heading, note, footnote, figure or table. */
struct target {
    /* the heading's text, a note's or figure's number as a reference shows it */
    struct str id, text;
};

struct diags;
struct formats;
struct entry;
struct page;

/* Where a term is linked: on a page, in its n-th paragraph or in a note. */
struct use {
    const struct entry *entry;
    const struct page *page;
    size_t paragraph;  /* of the body, counted from 1; 0 in a note */
    struct str number; /* of the note */
};

/* A link from one page to an id on another, which only the whole site can check. */
struct promise {
    const struct page *page; /* that is linked to */
    struct str id;
    struct diags *broken; /* what to say if the page has no such id */
};

/* A note's place on the map of notes. */
struct stroke {
    double at;    /* 0 to 1: characters before the mark, of all */
    size_t words; /* of its text */
    struct str layer;
};

struct page {
    enum page_kind kind;
    struct str slug, section; /* the section's name: "essays"; empty for pages and home */
    /* folder under the output: "essays/trilateral-defense"; "" for the home page */
    struct str path;
    /* source path relative to the root; empty for a page that no file stands for */
    struct str file;
    struct str
        folder;  /* where its images are relative to: the source's folder, relative to the root */
    bool bundle; /* an essay as a folder with an index.md */
    LIST(struct str) note_files; /* relative to the root */
    bool awaited;                /* a filter may make it yet: nothing but its address is known */
    struct meta meta;
    struct page *prev, *next; /* in the order of the section's list */

    /* second leg, in memory that lives as long as the build */
    struct meta *filtered; /* takes the place of `meta` when all pages have been made; or NULL */
    struct map targets;    /* id -> struct target */
    size_t words, note_count;
    struct str abstract_html;    /* rendered for lists */
    LIST(struct stroke) strokes; /* the map of notes */
    LIST(struct use) uses;       /* of glossary terms, in the order of reading */
    LIST(const struct page *)
    links;                         /* the other pages that it leads to, each once, in that order */
    LIST(struct promise) promises; /* links to ids on other pages, checked in the third leg */
};

/* ---- glossary ---- */

enum match { MATCH_SMART, MATCH_EXACT, MATCH_IGNORE };

struct entry {
    struct str id; /* the file's name */
    struct str term, abbr;
    LIST(struct str) forms;
    enum match match;
    bool autolink;
    LIST(struct str) see_also;
    LIST(const struct entry *) see; /* the same, resolved */
    struct str sort_key, language;
    LIST(struct work) sources;
    enum status status;
    const struct source *source;
    struct span term_span;
    LIST(struct span) form_spans, see_spans;
    struct str file;
    struct node *definition; /* Blocks */
    struct str summary;      /* the first paragraph as plain text */
    LIST(struct use) uses;   /* third leg */
};

struct terms; /* the matcher: model/terms.h */

struct site {
    struct arena *arena; /* the build's */
    struct str root; /* the project's folder, for opening files; paths below are relative to it */
    /* how messages write it: "" when the user stands in it, else "../" and the like */
    struct str shown_root;
    LIST(struct str) data_folders; /* where themes/ and filters/ are looked for: the root first */
    struct config config;
    LIST(struct page *) pages;    /* in the order in which they are pressed: by file */
    LIST(struct entry *) entries; /* by sort key */
    struct map pages_by_file;     /* "content/essays/x.md" -> struct page */
    struct map entries_by_id;
    const struct terms *terms; /* NULL without a glossary */
    struct str today;          /* ISO date: an input */
    bool drafts, future;
    bool alone; /* of one document without a project: what its links lead to is not looked for */
    bool flat;  /* headings open no sections, and keep their levels */
    bool awaits_pages;             /* filters may make pages that nobody knows yet */
    const struct formats *formats; /* what filters read and write documents by; or NULL */
    LIST(struct str) reads;        /* folders that every filter may read, absolute (--grant) */
    LIST(struct str) layers;       /* the only ones whose notes are carried; none: all */
};

/* ---- where a link leads ---- */

enum ref_kind {
    REF_TEXT, /* nowhere: the link is written as plain text */
    REF_URL,  /* out of the site: `url` */
    REF_HERE, /* to `id` in this document */
    REF_PAGE, /* to a page of the site, and to `id` there if not empty */
    REF_TERM, /* to a glossary entry */
    REF_FILE  /* to a file that is copied: `url` is its path under the output */
};

struct ref {
    enum ref_kind kind;
    struct str url;
    const struct page *page;
    struct str id;
    const struct entry *entry;
};

/* The layer of that name; NULL for one that the configuration does not name. */
const struct layer *site_layer(const struct site *site, struct str name);

/*
 * The page that `name` means: a slug, or section/slug.
 * Fails   NULL where there is none; where two share the slug, NULL and `*twice` is true.
 */
struct page *site_page_by_slug(const struct site *site, struct str name, bool *twice);

/*
 * The first paragraph of `definition` as plain text, cut at the end of a sentence or else of a word
 * by 300 letters; the empty string where there is none. In `arena`.
 */
struct str entry_summary(struct arena *arena, const struct node *definition);

/* The entry with that id, NULL where there is none. */
struct entry *site_entry(const struct site *site, struct str id);

/* The page's file under the output: "essays/x/index.html" (404: "404.html"). In `arena`. */
struct str page_output(struct arena *arena, const struct page *page);

/* The address of `page` (and `#id`) seen from `from`, as `links:` wants it. In `arena`. */
struct str page_link(struct arena *arena, const struct site *site, const struct page *from,
                     const struct page *page, struct str id);

/* The address under base_url, for DocBook, feeds and canonical links. In `arena`. */
struct str page_address(struct arena *arena, const struct site *site, const struct page *page,
                        struct str id);

#endif
