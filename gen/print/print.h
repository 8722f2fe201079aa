/*
 * Print: a DocBook file becomes an annotated PDF, by a formatter that is another process.
 *
 * One process prints all documents of a build, one after the other. This room knows files and
 * labels, nothing of sites: what a document is called in messages, where its DocBook lies and where
 * its PDF shall lie is all that it is told. A PDF comes into being by a rename; whatever fails, the
 * one that lay there before is still there.
 */
#ifndef GLOSS_PRINT_PRINT_H
#define GLOSS_PRINT_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "base/str.h"
#include "model/doc.h"
#include "model/site.h"

struct print;

/* How documents are printed; what is left empty has the default that is named. */
struct print_settings {
    struct str engine;  /* "auto", "typst", "fop"; auto */
    struct str program; /* the folder of our own binary, beside which the formatter is looked for */
    struct str template_folder; /* the theme's print folder, with its article.typ */
    struct str root;            /* only files below this folder are read; "/" */
    struct str notes;           /* "foot" or "margin"; foot */
    struct str paper;           /* "a4", "letter", "b5", "6x9in", "170mmx240mm"; a4 */
    struct margins margins;     /* the template's own where they are empty */
    struct str standards;       /* "ua-1", "ua-1 a-2a", "none"; Typst takes the first alone */
    struct str cache;           /* a folder for what makes the next build faster; none if empty */
    struct str text_font, cjk_font;
    int64_t timestamp; /* seconds since 1970 for the PDF's dates; below 0: the essay's own date */
    int wait_ms;       /* for one document; 0 for two minutes */
};

/* Says where a letter stands that cannot be printed; SPAN_NONE where that is not known. */
struct letter_finder {
    struct span (*find)(void *context, struct str letter);
    void *context;
};

/* One document. Paths are absolute or relative to the working directory. */
struct print_job {
    struct str docbook;
    struct str pdf;
    struct str figures; /* the folder that figures are relative to; the DocBook's own if empty */
    struct span span;   /* where messages point; SPAN_NONE where there is no place */
    struct str name;    /* what messages call the document */
    struct str part; /* "reader": with the marks of notes alone; "notebook": the notes; "": all */
    struct letter_finder letters; /* `find` may be NULL */
};

/*
 * What was printed, for the comparison with the model: notes, footnotes, terms, figures, tables and
 * headings as the pages show them. No references: a link to another page is an address in DocBook,
 * so the formatter itself compares those that it printed with those of the file.
 */
struct printed {
    size_t pages;
    struct roll roll;
};

/* 128 bits of `text` as hexadecimal digits. */
struct str print_hash(struct arena *arena, struct str text);

/*
 * What all PDFs of a build depend on: settings, template, driver, engine, fonts of the machine.
 * With the same key the same DocBook and figures give the same PDF. Empty where there is no
 * formatter.
 */
struct str print_key(struct arena *arena, const struct print_settings *settings);

/*
 * Start a formatter. It reads its template while the build goes on; the first document waits for
 * it. Of `auto`, it is Typst where that is installed, else FOP after a warning.
 * Text    the folders of GLOSS_PRINT, lib/gloss/print beside `program`'s folder, and print in or
 *         beside that folder are tried in this order; what is set in GLOSS_PRINT is not passed
 *         over.
 * Owns    the caller, until print_finish; `arena` and what `settings` points at must live as long.
 * Fails   NULL after print-no-engine in `diags`.
 */
struct print *print_start(struct arena *arena, const struct print_settings *settings,
                          struct diags *diags);

/*
 * Print one document and say what is on its pages.
 * Owns    the roll and its strings live in `arena`.
 * Fails   false after one print-failed in `diags`, or a print-no-glyph for each letter that no font
 *         has (print-no-engine if the formatter could not load
 *         its engine, which is said once, for the first document). A formatter that ended or took
 *         too long is started anew for the next document.
 */
bool print_document(struct print *print, struct arena *arena, const struct print_job *job,
                    struct printed *printed, struct diags *diags);

/* End the formatter. NULL is welcome. */
void print_finish(struct print *print);

#endif
