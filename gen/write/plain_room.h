/* What the files of the plain writer share. Private to write/. */
#ifndef GLOSS_WRITE_PLAIN_ROOM_H
#define GLOSS_WRITE_PLAIN_ROOM_H

#include "base/list.h"
#include "model/node.h"
#include "write/lines.h"

struct plain {
    struct arena *arena;
    struct lines lines;
    LIST(const struct node *) notes; /* in the order of their marks */
    bool tight;                      /* in a list without empty lines */
    bool one_line;                   /* in a cell: line breaks are spaces */
};

void plain_put_inlines(struct plain *p, const struct node *parent);
void plain_put_blocks(struct plain *p, const struct node *parent);
void plain_put_table(struct plain *p, const struct node *table);

#endif
