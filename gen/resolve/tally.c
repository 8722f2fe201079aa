/*
 * What a document tells others: its outline, terms, targets,
 * uses of terms, counts, and the roll of what it carries.
 */
#include <stdlib.h>

#include "resolve/room.h"

/* ---- the roll ---- */

static struct str reference_id(const struct ref *ref)
{
    switch (ref->kind) {
    case REF_HERE: return ref->id;
    case REF_PAGE: return ref->id.len != 0 ? ref->id : ref->page->slug;
    case REF_URL:
    case REF_FILE: return ref->url;
    case REF_TERM:
    case REF_TEXT: break;
    }
    return STR_NONE;
}

static void enrol_link(struct resolver *r, const struct node *link)
{
    struct roll *roll = &r->doc->roll;
    if (link->ref->kind == REF_TERM) {
        struct str id = str_fmt(r->arena, "term-%.*s", STR_ARG(link->ref->entry->id));
        roll_add(r->arena, roll, CARRIED_TERM, id, STR_NONE);
    } else if (link->ref->kind != REF_TEXT && !node_has_class(link, "fnref")) {
        roll_add(r->arena, roll, CARRIED_REFERENCE, reference_id(link->ref), STR_NONE);
    }
}

static void enrol_note(struct resolver *r, const struct node *note)
{
    struct str id = note_node_id(r->arena, note);
    enum carried_kind kind = node_is_note_span(note->parent) ? CARRIED_NOTE : CARRIED_FOOTNOTE;
    roll_add(r->arena, &r->doc->roll, kind, id, note->number);
}

static void enrol(struct resolver *r, const struct node *node)
{
    struct roll *roll = &r->doc->roll;
    bool floats = node->kind == NODE_FIGURE || node->kind == NODE_TABLE;
    if (node->kind == NODE_LINK)
        enrol_link(r, node);
    else if (node->kind == NODE_NOTE)
        enrol_note(r, node);
    else if (node->kind == NODE_HEADER)
        roll_add(r->arena, roll, CARRIED_HEADING, node_id(node), STR_NONE);
    else if (node_is_whole_note(node))
        roll_add(r->arena, roll, CARRIED_NOTE, node_id(node), node->number);
    else if (floats && node_id(node).len != 0)
        roll_add(r->arena, roll, node->kind == NODE_FIGURE ? CARRIED_FIGURE : CARRIED_TABLE,
                 node_id(node), node->number);
}

/* ---- what the page keeps ---- */

static void keep_target(struct resolver *r, struct str id, const struct node *node)
{
    struct arena *keep = r->doc->keep;
    struct target *target = ARENA_NEW(keep, struct target);
    target->id = str_keep(keep, id);
    if (node->kind == NODE_HEADER)
        target->text = str_keep(keep, node_plain_str(r->arena, node));
    map_add(&r->doc->page->targets, target->id, target);
}

/*
 * Marks lead away from where they stand, and what
 * gloss puts on every page is no place in this one.
 */
static bool is_target(struct str id, const struct node *node)
{
    return node->parent != NULL && !str_starts(id, STR("ref-")) && !str_starts(id, STR("fnref-"));
}

static void keep_targets(struct resolver *r)
{
    r->doc->page->targets = map_new(r->doc->keep);
    for (size_t i = 0; i < r->ids.count; i++)
        if (is_target(r->ids.at[i].key, r->ids.at[i].value))
            keep_target(r, r->ids.at[i].key, r->ids.at[i].value);
}

/* Where in the reading a walk is, for "used in ¶ 4, note 3". */
struct reading {
    struct resolver *r;
    size_t paragraph;
    const struct node *note; /* the NOTE or note Div that the walk is in, or NULL */
};

static struct str number_of_note(const struct reading *reading)
{
    return reading->note != NULL ? reading->note->number : STR_NONE;
}

static void keep_use(struct reading *reading, const struct node *link)
{
    struct doc *doc = reading->r->doc;
    struct use use = {.entry = link->ref->entry,
                      .page = doc->page,
                      .paragraph = reading->note == NULL ? reading->paragraph : 0,
                      .number = str_keep(doc->keep, number_of_note(reading))};
    *LIST_ADD(&doc->page->uses, doc->keep) = use;
}

static void keep_link(struct doc *doc, const struct page *to)
{
    for (size_t i = 0; i < doc->page->links.count; i++)
        if (doc->page->links.at[i] == to)
            return;
    if (to != doc->page && !to->awaited)
        *LIST_ADD(&doc->page->links, doc->keep) = to;
}

static void read_through(struct reading *reading, const struct node *node)
{
    const struct node *outer = reading->note;
    bool notes = node->kind == NODE_NOTE || node_is_whole_note(node);
    if (notes)
        reading->note = node;
    if (node->kind == NODE_PARA && reading->note == NULL)
        reading->paragraph++;
    if (node->kind == NODE_LINK && node->ref->kind == REF_TERM)
        keep_use(reading, node);
    if (node->kind == NODE_LINK && node->ref->kind == REF_PAGE)
        keep_link(reading->r->doc, node->ref->page);
    enrol(reading->r, node);
    for (const struct node *child = node->first; child != NULL; child = child->next)
        read_through(reading, child);
    reading->note = outer;
}

/* ---- the outline ---- */

static void take_heading(struct resolver *r, const struct node *header)
{
    *LIST_ADD(&r->doc->headings, r->arena) =
        (struct heading){node_id(header), header, header->level - 1};
}

static void take_headings(struct resolver *r, const struct node *parent)
{
    for (const struct node *node = parent->first; node != NULL; node = node->next) {
        if (!node_is_section(node))
            continue;
        take_heading(r, node->first);
        take_headings(r, node);
    }
}

/* ---- terms: those that are linked, and those that their entries name ---- */

struct gathering {
    struct resolver *r;
    struct map seen;
};

static void gather_entry(struct gathering *g, const struct entry *entry)
{
    if (map_get(&g->seen, entry->id) != NULL)
        return;
    map_add(&g->seen, entry->id, (void *)(uintptr_t)entry);
    *LIST_ADD(&g->r->doc->terms, g->r->arena) = entry;
}

static void gather_from(struct gathering *g, const struct node *root)
{
    for (const struct node *at = root; at != NULL; at = node_next(root, at))
        if (at->kind == NODE_LINK && at->ref != NULL && at->ref->kind == REF_TERM)
            gather_entry(g, at->ref->entry);
}

/* The list grows while it is walked: an entry names another, which names a third. */
static void gather_named(struct gathering *g)
{
    for (size_t i = 0; i < g->r->doc->terms.count; i++) {
        const struct entry *entry = g->r->doc->terms.at[i];
        gather_from(g, entry->definition);
        for (size_t k = 0; k < entry->see.count; k++)
            gather_entry(g, entry->see.at[k]);
    }
}

static int by_sort_key(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
    int order = str_cmp(x->sort_key, y->sort_key);
    return order != 0 ? order : str_cmp(x->id, y->id);
}

void take_tally(struct resolver *r)
{
    struct doc *doc = r->doc;
    struct gathering gathering = {r, map_new(r->arena)};
    struct reading reading = {.r = r};
    struct node *root;
    for (size_t part = 0; (root = next_root(doc, &part)) != NULL;) {
        read_through(&reading, root);
        gather_from(&gathering, root);
    }
    gather_named(&gathering);
    if (doc->terms.count > 1)
        qsort(doc->terms.at, doc->terms.count, sizeof *doc->terms.at, by_sort_key);
    take_headings(r, doc->body);
    keep_targets(r);
    doc->page->words = plain_words(node_plain_str(r->arena, doc->body));
    doc->page->note_count = doc->notes.count;
}
