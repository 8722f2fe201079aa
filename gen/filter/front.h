/*
 * The front matter of a page as the metadata that filters know from pandoc, and back: what the page
 * says of itself is what filters made of it. Private to filter/.
 */
#ifndef GLOSS_FILTER_FRONT_H
#define GLOSS_FILTER_FRONT_H

#include "model/doc.h"

/*
 * Make doc->meta of the page's front matter, the language and the abstract. Where there are
 * metadata already, as those of a document by itself, they are what they are.
 */
void front_take(struct doc *doc);

/*
 * Put what filters have changed in doc->meta into doc->front and the abstract: title, subtitle,
 * dates, authors, tags. Nothing for a document by itself, whose metadata are read as they are.
 */
void front_give(struct doc *doc);

/* Whether a page keeps what its front matter says under `key`, since others depend on it. */
bool front_keeps(struct str key);
/* Whether a text can be a page's title, and a date: 2024-05-02, or a month or a year. */
bool front_is_title(struct str text);
bool front_is_date(struct str text);

#endif
