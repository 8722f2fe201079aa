/* Footnotes of HTML, which are known by the roles of their marks and lists. */
#include "read/markup_room.h"

struct markup_note {
    const struct html_node *element;
    struct str label;
    bool read; /* where its mark is; a second mark is a link to it */
};

static bool is_note_list(const struct html_node *node)
{
    return markup_has_role(node, "doc-endnotes");
}

/* ---- finding them ---- */

/* The author's own label where gloss or pandoc wrote the id. */
static struct str label_of(struct str id)
{
    size_t skip = str_starts(id, STR("fn-")) ? 3 : str_starts(id, STR("fn")) ? 2 : 0;
    return skip < id.len ? str_slice(id, skip, id.len) : id;
}

static void add_note(struct markup_reader *r, const struct html_node *element, struct str id)
{
    struct markup_note *note = ARENA_NEW(r->arena, struct markup_note);
    *note = (struct markup_note){.element = element, .label = label_of(id)};
    map_add(&r->notes, id, note);
}

static void find_items(struct markup_reader *r, const struct html_node *from, bool in_list)
{
    in_list = in_list || is_note_list(from);
    struct str id = html_attr(from, "id");
    if (id.len != 0
        && ((in_list && markup_is(from, "li")) || markup_has_role(from, "doc-footnote")))
        add_note(r, from, id);
    for (const struct html_node *child = from->first; child != NULL; child = child->next)
        find_items(r, child, in_list);
}

void markup_find_notes(struct markup_reader *r, const struct html_node *root)
{
    r->notes = map_new(r->arena);
    find_items(r, root, false);
}

static struct markup_note *find_note(const struct markup_reader *r, const struct html_node *from)
{
    struct str id = html_attr(from, "id");
    struct markup_note *note = id.len != 0 ? map_get(&r->notes, id) : NULL;
    return note != NULL && note->element == from ? note : NULL;
}

/* ---- their list ---- */

bool markup_is_read_note(const struct markup_reader *r, const struct html_node *from)
{
    const struct markup_note *note = find_note(r, from);
    return note != NULL && note->read;
}

static bool holds_unread(const struct markup_reader *r, const struct html_node *from)
{
    if (markup_is(from, "li") && !markup_is_read_note(r, from))
        return true;
    for (const struct html_node *child = from->first; child != NULL; child = child->next)
        if (!markup_is_read_note(r, child) && holds_unread(r, child))
            return true;
    return false;
}

bool markup_is_spent_list(const struct markup_reader *r, const struct html_node *from)
{
    return markup_is_read_note(r, from) || (is_note_list(from) && !holds_unread(r, from));
}

/* ---- what writers add to a note ---- */

/* The space that keeps the way back on the note's last line. */
static void trim_hard_space(struct node *to)
{
    struct node *last = to->last;
    struct str space = STR("\u00A0");
    if (last == NULL || last->kind != NODE_STR || !str_ends(last->text, space))
        return;
    last->text = str_slice(last->text, 0, last->text.len - space.len);
    if (last->text.len == 0)
        node_remove(last);
}

bool markup_is_made_for_note(const struct markup_reader *r, const struct html_node *from,
                             struct node *to)
{
    if (markup_has_role(from, "doc-backlink")) {
        trim_hard_space(to);
        return true;
    }
    return (markup_has_class(from, "number") || markup_has_class(from, "lemma"))
        && find_note(r, from->parent) != NULL;
}

/* ---- their marks ---- */

/* A further mark of a note, as the model has it. */
static void put_further_mark(struct markup_reader *r, const struct html_node *from,
                             const struct markup_note *note, struct node *to)
{
    struct node *link = markup_add(r, NODE_LINK, from, NULL);
    link->target = str_fmt(r->arena, "#fn-%.*s", STR_ARG(note->label));
    node_add_class(r->arena, link, STR("fnref"));
    if (markup_enter(r, from, 1))
        markup_put_inlines(r, from, link);
    markup_leave(r, 1);
    markup_join(r, to, link);
}

static void put_text(struct markup_reader *r, const struct html_node *from,
                     struct markup_note *note, struct node *to)
{
    struct node *node = markup_add(r, NODE_NOTE, from, NULL);
    node->label = note->label;
    note->read = true; /* a note may hold its own mark */
    if (markup_enter(r, from, 1))
        markup_put_blocks(r, note->element, node, NODE_PARA);
    markup_leave(r, 1);
    markup_join(r, to, node);
}

bool markup_put_note(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct str target = html_attr(from, "href");
    if (!markup_has_role(from, "doc-noteref") || !str_starts(target, STR("#")))
        return false;
    struct markup_note *note = map_get(&r->notes, str_slice(target, 1, target.len));
    if (note == NULL)
        return false;
    if (note->read)
        put_further_mark(r, from, note, to);
    else
        put_text(r, from, note, to);
    return true;
}
