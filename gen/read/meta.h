/*
 * Front matter: what stands between two lines of `---` at the head of an essay, page, notes file or
 * glossary entry.
 */
#ifndef GLOSS_READ_META_H
#define GLOSS_READ_META_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "model/site.h"

/*
 * Read the front matter of an essay, page or section into `meta`.
 * Text    `*body` is the offset of the first byte behind the front matter.
 * Owns    `arena`; the spans point into `source`.
 * Fails   false after at least one error; `meta` then has what could be understood, and `*body` is
 *         right unless the front matter is never closed.
 */
bool read_meta(struct arena *arena, const struct source *source, const struct config *config,
               enum page_kind kind, struct meta *meta, size_t *body, struct diags *diags);

/*
 * Where the front matter of `source` is: the bytes between its `---` lines, and the body behind
 * them.
 * Fails   false after yaml-syntax when it is never closed. Without any, start and end are equal.
 */
bool meta_find(const struct source *source, size_t *start, size_t *end, size_t *body,
               struct diags *diags);

struct yaml;

/* `status:`, which essays, notes and entries have alike; STATUS_PUBLISHED where it is absent. */
enum status meta_status(struct yaml *map);
/* A list of works under `key`: {title, publisher, url, date}. */
struct work meta_work(struct yaml *item);

#endif
