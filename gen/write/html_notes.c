/*
 * Notes and footnotes: the marks in the text, and
 * the one list at the end in the order of the marks.
 */
#include "base/map.h"
#include "write/html_room.h"

/* The Span .note around a note's text; NULL for a footnote. */
static const struct node *span_of_note(const struct node *note)
{
    const struct node *span = note->parent;
    return node_is_note_span(span) ? span : NULL;
}

static struct str with_prefix(struct html *h, const char *prefix, struct str name)
{
    return str_fmt(h->arena, "%s-%.*s", prefix, STR_ARG(name));
}

static struct str item_id(struct html *h, const struct node *note)
{
    const struct node *span = span_of_note(note);
    return span != NULL ? with_prefix(h, "note", node_attr(span, "note"))
                        : with_prefix(h, "fn", note->label);
}

static struct str mark_id(struct html *h, const struct node *note)
{
    const struct node *span = span_of_note(note);
    return span != NULL ? with_prefix(h, "ref", node_attr(span, "note"))
                        : with_prefix(h, "fnref", note->label);
}

/* "layer-editor"; empty for footnotes. */
static struct str layer_class(struct html *h, const struct node *node)
{
    struct str layer = node != NULL ? node_attr(node, "layer") : STR_NONE;
    return layer.len != 0 ? with_prefix(h, "layer", layer) : STR_NONE;
}

/* ---- marks ---- */

static void put_reference(struct html *h, struct str classes, struct str id, struct str to,
                          struct str number)
{
    out_c(h->out, "<a");
    out_put_attr(h->out, "class", classes);
    out_put_attr(h->out, "id", id);
    out_c(h->out, " href=\"#");
    out_url(h->out, to);
    out_c(h->out, "\" role=\"doc-noteref\"");
    out_put_attr(h->out, "aria-label", word_with(h->arena, h->words, "note_n", number));
    out_char(h->out, '>');
    out_text(h->out, number);
    out_c(h->out, "</a>");
}

void html_put_mark(struct html *h, const struct node *note)
{
    if (h->plain)
        return;
    if (h->in_link) {
        *LIST_ADD(&h->hoisted.list, h->arena) = note;
        return;
    }
    struct str layer = layer_class(h, span_of_note(note));
    struct str classes =
        str_fmt(h->arena, "noteref%s%.*s", layer.len != 0 ? " " : "", STR_ARG(layer));
    put_reference(h, classes, mark_id(h, note), item_id(h, note), note->number);
    *LIST_ADD(&h->waiting.list, h->arena) = note;
}

/* A further mark of a footnote that has one already: the same number, without an id. */
void html_put_back_mark(struct html *h, const struct node *link)
{
    put_reference(h, STR("noteref"), STR_NONE, link->ref->id, node_plain_str(h->arena, link));
}

/* ---- what opens and closes a note ---- */

void html_put_label(struct html *h, const struct node *block)
{
    if (h->label_at != block || block == NULL || h->label.len == 0)
        return;
    h->label_at = NULL;
    out_c(h->out, "<span class=\"label\">");
    out_text(h->out, h->label);
    out_c(h->out, "</span> ");
}

static void put_way_back(struct html *h)
{
    out_c(h->out, "<a class=\"back\" href=\"#");
    out_url(h->out, h->back);
    out_c(h->out, "\" role=\"doc-backlink\"");
    out_put_attr(h->out, "aria-label", word(h->words, "back"));
    out_c(h->out, ">↩\uFE0E</a>");
}

void html_put_back(struct html *h, const struct node *block)
{
    if (h->back_at != block || block == NULL || h->back.len == 0)
        return;
    h->back_at = NULL;
    out_c(h->out, "\u00A0");
    put_way_back(h);
}

static bool is_paragraph(const struct node *block)
{
    return block != NULL && (block->kind == NODE_PARA || block->kind == NODE_PLAIN);
}

struct str html_usual_hand(const struct doc *doc)
{
    struct map counts = map_new(doc->arena);
    size_t most = 0;
    for (size_t i = 0; i < doc->notes.count; i++) {
        size_t *count = ARENA_NEW(doc->arena, size_t);
        count = map_add(&counts, doc->notes.at[i].author, count);
        ++*count;
    }
    for (size_t i = 1; i < counts.count; i++)
        if (*(size_t *)counts.at[i].value > *(size_t *)counts.at[most].value)
            most = i;
    return counts.count != 0 ? counts.at[most].key : STR_NONE;
}

static const struct note *find_note(const struct html *h, struct str id)
{
    for (size_t i = 0; h->doc != NULL && i < h->doc->notes.count; i++)
        if (str_eq(h->doc->notes.at[i].id, id))
            return &h->doc->notes.at[i];
    return NULL;
}

/* "Translator’s note", with the name where it is another's hand than that of most notes. */
static struct str label_of(const struct html *h, const struct node *node, const struct note *note)
{
    const struct layer *layer = node != NULL ? site_layer(h->site, node_attr(node, "layer")) : NULL;
    struct str label = layer != NULL ? layer->label : STR_NONE;
    if (note == NULL || note->author.len == 0 || str_eq(note->author, h->hand))
        return label;
    return str_fmt(h->arena, "%.*s%s%.*s", STR_ARG(label), label.len != 0 ? " · " : "",
                   STR_ARG(note->author));
}

/* A note whose text does not begin with a paragraph has its label in one of its own. */
static void open_label(struct html *h, const struct node *note, struct str label)
{
    h->label = label;
    h->label_at = is_paragraph(note->first) ? note->first : note;
    if (h->label_at != note || label.len == 0)
        return;
    out_c(h->out, "<p>");
    html_put_label(h, note);
    out_c(h->out, "</p>\n");
}

/* The last block that is not a reply. */
static const struct node *last_of_its_own(const struct node *note)
{
    const struct node *last = note->last;
    while (last != NULL && node_is_reply(last))
        last = last->prev;
    return last;
}

static void put_back_alone(struct html *h, const struct node *note)
{
    if (h->back_at != note || h->back.len == 0)
        return;
    out_c(h->out, "<p>");
    html_put_back(h, note);
    out_c(h->out, "</p>\n");
}

static void put_blocks(struct html *h, const struct node *note, struct str label, struct str back)
{
    open_label(h, note, label);
    const struct node *last = last_of_its_own(note);
    h->back = back;
    h->back_at = is_paragraph(last) ? last : note;
    for (const struct node *child = note->first; child != NULL; child = child->next) {
        if (node_is_reply(child))
            put_back_alone(h, note);
        html_put(h, child);
    }
    put_back_alone(h, note);
}

/* ---- notes on the whole essay ---- */

static void put_aside(struct html *h, const struct node *div)
{
    struct str id = node_id(div), layer = layer_class(h, div);
    struct str label = label_of(h, div, find_note(h, str_slice(id, 5, id.len)));
    out_c(h->out, "<aside");
    out_put_attr(h->out, "class",
                 str_fmt(h->arena, "note%s%.*s", layer.len != 0 ? " " : "", STR_ARG(layer)));
    out_put_attr(h->out, "id", node_id(div));
    out_put_attr(h->out, "role", STR("note"));
    out_put_attr(h->out, "aria-label", label.len != 0 ? label : word(h->words, "note"));
    out_c(h->out, ">\n");
    put_blocks(h, div, label, STR_NONE);
    out_c(h->out, "</aside>\n");
    html_add_layer(h, node_attr(div, "layer"));
    if (h->roll != NULL)
        roll_add(h->arena, h->roll, CARRIED_NOTE, node_id(div), STR_NONE);
}

/* It stands in the tree's first blocks and on the page under the title. */
void html_put_whole_note(struct html *h, const struct node *div)
{
    struct out *body = h->out;
    int level = h->level;
    if (h->plain)
        return;
    if (h->whole != NULL)
        h->out = h->whole;
    h->level = 1;
    put_aside(h, div);
    h->level = level;
    h->out = body;
}

/* ---- the list ---- */

/* The passage that the note is about, which is the way back to it. */
static void put_lemma(struct html *h, struct str lemma, struct str mark)
{
    out_c(h->out, "<p class=\"lemma\"><a href=\"#");
    out_url(h->out, mark);
    out_c(h->out, "\" role=\"doc-backlink\">");
    out_text(h->out, lemma);
    out_c(h->out, "</a></p>\n");
}

/* What `value` gives a list's item is what a browser without style sheets shows. */
static void put_value(struct html *h, struct str number)
{
    bool decimal = number.len != 0 && number.len < 7;
    for (size_t i = 0; i < number.len; i++)
        decimal = decimal && number.at[i] >= '0' && number.at[i] <= '9';
    if (decimal)
        out_put_attr(h->out, "value", number);
}

static void open_item(struct html *h, const struct node *note)
{
    out_c(h->out, "<li");
    out_put_attr(h->out, "id", item_id(h, note));
    out_put_attr(h->out, "class", layer_class(h, span_of_note(note)));
    put_value(h, note->number);
    out_c(h->out, "><span class=\"number\">");
    out_text(h->out, note->number);
    out_c(h->out, "</span>\n");
}

static void enrol(struct html *h, const struct node *note)
{
    bool footnote = span_of_note(note) == NULL;
    struct hung_note hung = {.mark = mark_id(h, note), .item = item_id(h, note)};
    if (!footnote) {
        hung.layer = node_attr(note->parent, "layer");
        hung.key = node_attr(note->parent, "note");
        html_add_layer(h, hung.layer);
    }
    *LIST_ADD(&h->hung, h->arena) = hung;
    if (h->roll != NULL)
        roll_add(h->arena, h->roll, footnote ? CARRIED_FOOTNOTE : CARRIED_NOTE, hung.item,
                 note->number);
}

static void put_item(struct html *h, const struct node *note)
{
    const struct node *span = span_of_note(note);
    const struct note *facts = span != NULL ? find_note(h, node_attr(span, "note")) : NULL;
    struct str lemma = facts != NULL ? facts->lemma : STR_NONE, mark = mark_id(h, note);
    open_item(h, note);
    enrol(h, note);
    if (lemma.len != 0)
        put_lemma(h, lemma, mark);
    h->head = mark;
    put_blocks(h, note, label_of(h, span, facts), lemma.len != 0 ? STR_NONE : mark);
    h->head = STR_NONE;
    out_c(h->out, "</li>\n");
}

/* ---- replies ---- */

static void enrol_reply(struct html *h, const struct node *div)
{
    struct hung_note hung = {.item = node_id(div), .layer = node_attr(div, "layer")};
    hung.key = str_slice(hung.item, 5, hung.item.len);
    html_add_layer(h, hung.layer);
    *LIST_ADD(&h->hung, h->arena) = hung;
    if (h->roll != NULL)
        roll_add(h->arena, h->roll, CARRIED_NOTE, hung.item, div->number);
}

static void open_reply(struct html *h, const struct node *div)
{
    out_c(h->out, "<li");
    out_put_attr(h->out, "id", node_id(div));
    out_put_attr(h->out, "class", layer_class(h, div));
    out_char(h->out, '>');
    if (div->number.len != 0) {
        out_c(h->out, "<span class=\"number\">");
        out_text(h->out, div->number);
        out_c(h->out, "</span>");
    }
    out_char(h->out, '\n');
}

/* A reply has no mark of its own: its ways back lead to that of the note at the head. */
void html_put_reply(struct html *h, const struct node *div)
{
    struct str id = node_id(div), head = h->head;
    if (h->plain)
        return;
    const struct note *facts = find_note(h, str_slice(id, 5, id.len));
    struct str lemma = facts != NULL && head.len != 0 ? facts->lemma : STR_NONE;
    if (!node_is_reply(div->prev))
        out_c(h->out, "<ol class=\"replies\">\n");
    open_reply(h, div);
    enrol_reply(h, div);
    if (lemma.len != 0)
        put_lemma(h, lemma, head);
    put_blocks(h, div, label_of(h, div, facts), lemma.len != 0 ? STR_NONE : head);
    out_c(h->out, "</li>\n");
    if (!node_is_reply(div->next))
        out_c(h->out, "</ol>\n");
}

/* The footnotes of a note come right after it, where their marks were met. */
static void put_items(struct html *h, const struct note_nodes *notes)
{
    for (size_t i = 0; i < notes->list.count; i++) {
        h->waiting = (struct note_nodes){0};
        put_item(h, notes->list.at[i]);
        struct note_nodes inner = h->waiting;
        put_items(h, &inner);
    }
}

void html_put_note_list(struct html *h)
{
    struct note_nodes notes = h->waiting;
    int level = h->level;
    if (notes.list.count == 0)
        return;
    out_c(h->out,
          "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">"
          "<h2 id=\"notes\">");
    out_text(h->out, word(h->words, "notes"));
    out_c(h->out, "</h2>\n<ol>\n");
    h->level = 2;
    put_items(h, &notes);
    h->level = level;
    h->waiting = (struct note_nodes){0};
    out_c(h->out, "</ol></section>\n");
}
