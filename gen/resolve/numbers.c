/*
 * Numbers follow the marks: a reader meets note 3 after
 * note 2, even when the editor wrote them in reverse.
 */
#include <stdlib.h>

#include "resolve/room.h"

struct series {
    struct str layer; /* empty: the common one */
    enum mark_style marks;
    int count;
};

struct numbering {
    struct resolver *r;
    LIST(struct series) series;
    LIST(struct str) order; /* ids of the notes, by their marks */
    int figures, tables;
};

static struct str roman(struct arena *arena, int n)
{
    static const struct {
        int value;
        const char *sign;
    } parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    struct out out = out_new(arena);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (; n >= parts[i].value; n -= parts[i].value)
            out_c(&out, parts[i].sign);
    return out_str(&out);
}

/* a … z, aa, ab …, as spreadsheets count. */
static struct str alpha(struct arena *arena, int n)
{
    struct str s = STR_NONE;
    for (; n > 0; n = (n - 1) / 26)
        s = str_fmt(arena, "%c%.*s", 'a' + (n - 1) % 26, STR_ARG(s));
    return s;
}

/* * † ‡ § ‖ ¶, then each of them twice, and so on (the Chicago Manual's order). */
static struct str symbols(struct arena *arena, int n)
{
    static const char *const signs[] = {"*", "†", "‡", "§", "‖", "¶"};
    struct out out = out_new(arena);
    for (int times = (n - 1) / 6 + 1; times > 0; times--)
        out_c(&out, signs[(n - 1) % 6]);
    return out_str(&out);
}

static struct str mark_of(struct arena *arena, enum mark_style marks, int n)
{
    switch (marks) {
    case MARKS_ALPHA: return alpha(arena, n);
    case MARKS_ROMAN: return roman(arena, n);
    case MARKS_SYMBOLS: return symbols(arena, n);
    case MARKS_TOGETHER:
    case MARKS_DECIMAL: break;
    }
    return str_fmt(arena, "%d", n);
}

/*
 * A layer with marks of its own has a series of its own; footnotes and all other layers share the
 * numbers. Also where each layer is numbered by itself: the configuration then has one layer at
 * most whose marks are numbers, and no number is to stand for a footnote and for a note of it.
 */
static struct series *series_of(struct numbering *n, struct str layer_name)
{
    const struct layer *layer = site_layer(n->r->doc->site, layer_name);
    bool own = layer != NULL && layer->marks != MARKS_TOGETHER && layer->marks != MARKS_DECIMAL;
    struct str name = own ? layer_name : STR_NONE;
    for (size_t i = 0; i < n->series.count; i++)
        if (str_eq(n->series.at[i].layer, name))
            return &n->series.at[i];
    struct series *series = LIST_ADD(&n->series, n->r->arena);
    *series = (struct series){name, own ? layer->marks : MARKS_TOGETHER, 0};
    return series;
}

/* A footnote that a filter made has no label of the author's: its number serves. */
static void label_footnote(struct numbering *n, struct node *note)
{
    struct arena *arena = n->r->arena;
    note->label = note->number;
    struct str id = str_fmt(arena, "fn-%.*s", STR_ARG(note->label));
    for (int i = 2; map_add(&n->r->ids, id, note) != note; i++) {
        note->label = str_fmt(arena, "%.*s-%d", STR_ARG(note->number), i);
        id = str_fmt(arena, "fn-%.*s", STR_ARG(note->label));
    }
}

static void number_footnote(struct numbering *n, struct node *note)
{
    struct series *series = series_of(n, STR_NONE);
    note->number = mark_of(n->r->arena, series->marks, ++series->count);
    if (note->label.len == 0)
        label_footnote(n, note);
}

static void number_note(struct numbering *n, struct node *node)
{
    struct str id = node_attr(node->parent, "note");
    struct series *series = series_of(n, node_attr(node->parent, "layer"));
    node->number = mark_of(n->r->arena, series->marks, ++series->count);
    *LIST_ADD(&n->order, n->r->arena) = id;
    struct note *note = doc_note(n->r->doc, id);
    if (note != NULL)
        note->number = node->number;
}

/*
 * A reply has its note's number with a letter, 3a, or with a digit where the number ends in a
 * letter itself. What answers a note on the whole essay has no number, as that one has none.
 */
static void number_reply(struct numbering *n, struct node *div)
{
    struct str head = div->parent->kind == NODE_NOTE ? div->parent->number : STR_NONE;
    struct str id = str_slice(node_id(div), 5, node_id(div).len);
    struct note *note = doc_note(n->r->doc, id);
    int count = 1;
    for (const struct node *at = div->prev; at != NULL; at = at->prev)
        count += node_is_reply(at);
    char last = head.len != 0 ? head.at[head.len - 1] : '\0';
    bool lettered = last >= 'a' && last <= 'z';
    if (head.len != 0)
        div->number =
            str_fmt(n->r->arena, "%.*s%.*s", STR_ARG(head),
                    STR_ARG(mark_of(n->r->arena, lettered ? MARKS_DECIMAL : MARKS_ALPHA, count)));
    *LIST_ADD(&n->order, n->r->arena) = id;
    if (note != NULL)
        note->number = div->number;
}

static bool has_caption(const struct node *node)
{
    for (const struct node *child = node->first; child != NULL; child = child->next)
        if (child->kind == NODE_CAPTION)
            return !node_is_empty(child);
    return false;
}

static void number_float(struct numbering *n, struct node *node, int *count)
{
    if (has_caption(node) || node_id(node).len != 0)
        node->number = str_fmt(n->r->arena, "%d", ++*count);
}

static void number_node(struct numbering *n, struct node *node)
{
    if (node->kind == NODE_FIGURE)
        number_float(n, node, &n->figures);
    else if (node->kind == NODE_TABLE)
        number_float(n, node, &n->tables);
    else if (node->kind == NODE_NOTE && node_is_note_span(node->parent))
        number_note(n, node);
    else if (node->kind == NODE_NOTE)
        number_footnote(n, node);
    else if (node_is_reply(node) && node->parent != NULL)
        number_reply(n, node);
}

static size_t rank_of(const struct numbering *n, const struct note *note)
{
    if (note->whole)
        return 0;
    size_t i = 0;
    while (i < n->order.count && !str_eq(n->order.at[i], note->id))
        i++;
    return i + 1;
}

/* Insertion keeps the file's order among whole-essay notes, and notes mostly come sorted. */
static void sort_notes(struct numbering *n)
{
    struct doc *doc = n->r->doc;
    size_t *ranks = ARENA_ARRAY(n->r->arena, doc->notes.count, size_t);
    for (size_t i = 0; i < doc->notes.count; i++) {
        struct note note = doc->notes.at[i];
        size_t rank = rank_of(n, &note), k = i;
        for (; k > 0 && ranks[k - 1] > rank; k--) {
            doc->notes.at[k] = doc->notes.at[k - 1];
            ranks[k] = ranks[k - 1];
        }
        doc->notes.at[k] = note;
        ranks[k] = rank;
    }
}

void give_numbers(struct resolver *r)
{
    struct numbering n = {.r = r};
    struct node *root;
    for (size_t part = 0; (root = next_root(r->doc, &part)) != NULL;)
        for (struct node *at = root; at != NULL; at = node_next(root, at))
            number_node(&n, at);
    sort_notes(&n);
}
