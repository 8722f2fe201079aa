/* Every heading gets an id, and each id stands once. */
#include "model/slug.h"
#include "resolve/room.h"

struct str note_node_id(struct arena *arena, const struct node *note)
{
    const struct node *above = note->parent;
    if (node_is_note_span(above))
        return str_fmt(arena, "note-%.*s", STR_ARG(node_attr(above, "note")));
    return note->label.len != 0 ? str_fmt(arena, "fn-%.*s", STR_ARG(note->label)) : STR_NONE;
}

struct str closest_id(const struct resolver *r, struct str id)
{
    return map_closest(&r->ids, id);
}

/* A section has its heading's id; the Div itself and the Span around a note have ids of ours. */
static bool has_own_id(const struct node *node)
{
    return node_id(node).len != 0 && !node_is_note_span(node) && !node_is_whole_note(node)
        && !node_is_section(node);
}

static void add_explicit(struct resolver *r, struct node *node)
{
    struct node *first = map_add(&r->ids, node_id(node), node);
    if (first == node && entry_of_id(r->doc->site, node_id(node)) == NULL)
        return;
    struct diag *diag = RESOLVE_ERROR(r, DIAG_ID_TWICE, node->span, "the id \"%.*s\" stands twice",
                                      STR_ARG(node_id(node)));
    if (first != node && first->span.source != NULL)
        diag_note(diag, "first", first->span, "here");
    diag_help(diag, "give one of them another `{#id}`");
}

/* What gloss itself puts on the page, so that nothing of the author's may be called so. */
static void add_ours(struct resolver *r)
{
    static const char *const names[] = {"notes", "glossary", "text"};
    struct node *ours = node_new(r->arena, NODE_DIV, SPAN_NONE);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        map_add(&r->ids, str_from(names[i]), ours);
    map_add(&r->ids, str_fmt(r->arena, "essay-%.*s", STR_ARG(r->doc->page->slug)), ours);
}

const struct entry *entry_of_id(const struct site *site, struct str id)
{
    struct str prefix = STR("term-");
    return str_starts(id, prefix) ? site_entry(site, str_slice(id, prefix.len, id.len)) : NULL;
}

/* Whether `node` is of kind NOTE, or the Div of a note on the whole essay. */
static struct str note_id_of(struct resolver *r, const struct node *node)
{
    if (node->kind == NODE_NOTE)
        return note_node_id(r->arena, node);
    return node_is_whole_note(node) ? node_id(node) : STR_NONE;
}

static struct str mark_id(struct arena *arena, struct str id)
{
    if (str_starts(id, STR("fn-")))
        return str_fmt(arena, "fnref-%.*s", STR_ARG(str_slice(id, 3, id.len)));
    return str_fmt(arena, "ref-%.*s", STR_ARG(str_slice(id, 5, id.len)));
}

static void add_notes(struct resolver *r, struct node *root)
{
    for (struct node *at = root; at != NULL; at = node_next(root, at)) {
        struct str id = note_id_of(r, at);
        if (id.len == 0)
            continue;
        map_add(&r->ids, id, at);
        map_add(&r->ids, mark_id(r->arena, id), at);
    }
}

static void add_explicit_of(struct resolver *r, struct node *root)
{
    for (struct node *at = root; at != NULL; at = node_next(root, at))
        if (has_own_id(at))
            add_explicit(r, at);
}

/*
 * The count goes on from the last heading of this name;
 * from 2 each time, many of them would take for ever.
 */
static struct str free_id(struct resolver *r, struct str wanted, struct node *header)
{
    struct str id = wanted;
    int *last = map_get(&r->repeats, wanted);
    if (last == NULL) {
        last = ARENA_NEW(r->arena, int);
        *last = 1;
        map_add(&r->repeats, wanted, last);
    }
    while (entry_of_id(r->doc->site, id) != NULL || map_add(&r->ids, id, header) != header)
        id = str_fmt(r->arena, "%.*s-%d", STR_ARG(wanted), ++*last);
    return id;
}

static void name_headings(struct resolver *r, struct node *root)
{
    for (struct node *at = root; at != NULL; at = node_next(root, at)) {
        if (at->kind != NODE_HEADER)
            continue;
        if (node_id(at).len == 0) {
            struct str slug = slug_of(r->arena, node_plain_str(r->arena, at));
            node_set_id(r->arena, at, free_id(r, slug, at));
        }
        if (node_is_section(at->parent) && at->prev == NULL)
            node_set_id(r->arena, at->parent, node_id(at));
    }
}

/* The id, without `note-`, of the note whose text `node` stands in; empty in the essay itself. */
static struct str owner_id(const struct node *node)
{
    for (const struct node *up = node->parent; up != NULL; up = up->parent) {
        if (node_is_note_span(up))
            return node_attr(up, "note");
        if (node_is_whole_note(up))
            return str_slice(node_id(up), 5, node_id(up).len);
    }
    return STR_NONE;
}

/* Labels of footnotes belong to their note alone: two notes may both have a footnote `a`. */
static void scope_label(struct resolver *r, struct node *node)
{
    bool again = node->kind == NODE_LINK && node_has_class(node, "fnref");
    bool footnote =
        node->kind == NODE_NOTE && node->label.len != 0 && !node_is_note_span(node->parent);
    struct str owner = again || footnote ? owner_id(node) : STR_NONE;
    if (owner.len == 0)
        return;
    if (footnote)
        node->label = str_fmt(r->arena, "%.*s-%.*s", STR_ARG(owner), STR_ARG(node->label));
    else
        node->target = str_fmt(r->arena, "#fn-%.*s-%.*s", STR_ARG(owner),
                               STR_ARG(str_slice(node->target, 4, node->target.len)));
}

static void scope_labels(struct resolver *r, struct node *root)
{
    for (struct node *at = root; at != NULL; at = node_next(root, at))
        scope_label(r, at);
}

void give_ids(struct resolver *r)
{
    struct node *root;
    add_ours(r);
    for (size_t part = 0; (root = next_root(r->doc, &part)) != NULL;) {
        scope_labels(r, root);
        add_notes(r, root);
    }
    for (size_t part = 0; (root = next_root(r->doc, &part)) != NULL;)
        add_explicit_of(r, root);
    for (size_t part = 0; (root = next_root(r->doc, &part)) != NULL;)
        name_headings(r, root);
}
