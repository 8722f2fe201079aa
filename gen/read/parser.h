/*
 * cmark-gfm with our extensions, our memory and a limit on it. Only the files of read/ that
 * translate its tree see this.
 */
#ifndef GLOSS_READ_PARSER_H
#define GLOSS_READ_PARSER_H

#include <stdbool.h>
#include <stddef.h>

/* Its short names are those of our own nodes. */
#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * What the text is written in: our own Markdown, GitHub's, or CommonMark alone. GitHub's has
 * tables, tasks, bare addresses, `~~` and footnotes; ours has more.
 */
enum dialect { DIALECT_GLOSS, DIALECT_GFM, DIALECT_COMMONMARK };

/*
 * Register the extensions and put their special characters into cmark-gfm's table for good.
 *
 * That table is the process's. cmark-gfm would add and remove characters there in every parse, so
 * that parsers on other threads meet a table that is half of it missing. It is therefore filled
 * once, and the extensions then forget their characters, so that no parser touches it again. To be
 * called once, before any thread.
 */
void parser_init(void);

/*
 * Parse `text` and hand its tree to `use`, all in the memory of `scratch`.
 * Text    Markdown, UTF-8 without zero bytes.
 * Owns    the tree is in `scratch` and lives until that is reset; it is never freed node by node.
 * Fails   false when parsing or `use` wanted more than `most` bytes: what `use` has made is then
 *         unfinished.
 */
bool parser_run(struct arena *scratch, size_t most, struct str text, enum dialect dialect,
                void (*use)(cmark_node *root, void *context), void *context);

/*
 * What an entity such as `&eacute;` stands for; itself where it stands for nothing. Only inside
 * parser_run's `use`.
 * Owns    the parse's memory.
 */
struct str parser_entity(struct str entity);

#endif
