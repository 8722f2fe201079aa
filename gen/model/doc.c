#include "model/doc.h"

#include <stdlib.h>

const struct meta *doc_front(const struct doc *doc)
{
    return doc->front != NULL ? doc->front : &doc->page->meta;
}

struct note *doc_note(struct doc *doc, struct str id)
{
    for (size_t i = 0; i < doc->notes.count; i++)
        if (str_eq(doc->notes.at[i].id, id))
            return &doc->notes.at[i];
    return NULL;
}

void roll_add(struct arena *arena, struct roll *roll, enum carried_kind kind, struct str id,
              struct str number)
{
    *LIST_ADD(&roll->items, arena) = (struct carried){kind, id, number};
}

const char *carried_name(enum carried_kind kind)
{
    static const char *const names[] = {"note",  "footnote", "term",     "figure",
                                        "table", "heading",  "reference"};
    return names[kind];
}

static int by_identity(const void *a, const void *b)
{
    const struct carried *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = str_cmp(x->id, y->id);
    return order != 0 ? order : str_cmp(x->number, y->number);
}

static void sort_roll(struct roll *roll)
{
    if (roll->items.count > 1)
        qsort(roll->items.at, roll->items.count, sizeof(struct carried), by_identity);
}

const struct carried *roll_difference(struct roll *first, struct roll *second, bool *in_first)
{
    sort_roll(first);
    sort_roll(second);
    for (size_t i = 0;; i++) {
        const struct carried *a = i < first->items.count ? &first->items.at[i] : NULL;
        const struct carried *b = i < second->items.count ? &second->items.at[i] : NULL;
        if (a == NULL && b == NULL)
            return NULL;
        int order = a == NULL ? 1 : b == NULL ? -1 : by_identity(a, b);
        *in_first = order < 0;
        if (order != 0)
            return order < 0 ? a : b;
    }
}
