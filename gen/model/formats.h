/*
 * The readers and writers of formats, for rooms that may not see them: press/ lends them with the
 * site, and filters read and write documents by them.
 */
#ifndef GLOSS_MODEL_FORMATS_H
#define GLOSS_MODEL_FORMATS_H

#include <stdbool.h>

#include "base/out.h"
#include "base/str.h"

struct diags;
struct doc;
struct node;
struct source;
struct theme;
struct value;

struct formats {
    /* Whether there is a reader, or a writer, of that name. */
    bool (*reads)(struct str name);
    bool (*writes)(struct str name);
    /*
     * Read doc->source into doc->body and doc->meta, by doc->site->config and doc->language.
     * Fails   false after at least one error in `diags`.
     */
    bool (*read)(struct doc *doc, struct str name, struct diags *diags);
    /*
     * Write `doc`, with its own skeleton where `whole`.
     * Owns    what the writing needs is in doc->arena; the tree of `doc` is not changed.
     * Fails   false after at least one error in `diags`.
     */
    bool (*write)(const struct doc *doc, struct str name, bool whole, const struct theme *theme,
                  struct out *out, struct diags *diags);
    /*
     * Fill `template`, in the language of themes (gloss-theme(7)), from an object in JSON.
     * Fails   false after at least one error in `diags`, among them one for a result that, with 16
     *         bytes for each piece of the template, grows over `limit`.
     */
    bool (*fill)(const struct source *template, struct str json, size_t limit, struct out *out,
                 struct diags *diags);
    /* Write one node of any kind as JSON; one that holds inlines or blocks is the array of them. */
    void (*write_json)(const struct node *node, struct out *out);
    /* Write a document as JSON, with its metadata (a map, or NULL), without a line end. */
    void (*write_json_document)(const struct node *blocks, const struct value *meta,
                                struct out *out);
    const struct theme *theme; /* whose words HTML takes */
};

#endif
