/*
 * What a note says: its layer's label, its title, its text, who wrote it and when.
 *
 * An annotation has an info for title, author and date. A footnote has none, nor has a reply: the
 * title is the first paragraph, author and date the last, as a signature. The label of the layer is
 * the first words of each, for a processor that does not know our roles is to print it too.
 */
#include "write/docbook_room.h"

static bool is_paragraph(const struct node *node)
{
    return node != NULL && (node->kind == NODE_PARA || node->kind == NODE_PLAIN);
}

/* The title of a note: a Span alone in its first paragraph. */
static const struct node *title_of(const struct node *body)
{
    const struct node *span = is_paragraph(body->first) ? body->first->first : NULL;
    bool title = span != NULL && span->next == NULL && span->kind == NODE_SPAN
        && node_has_class(span, "title");
    return title ? span : NULL;
}

/* ---- who and when ---- */

static struct str author_of(const struct mark *mark)
{
    return mark->facts != NULL ? mark->facts->author : STR_NONE;
}

static struct str date_of(const struct mark *mark)
{
    return mark->facts != NULL ? mark->facts->date : STR_NONE;
}

static bool is_signed(const struct mark *mark)
{
    return author_of(mark).len != 0 || date_of(mark).len != 0;
}

static void put_note_author(struct docbook *d, struct str author)
{
    if (author.len == 0)
        return;
    out_c(&d->out, "<author><personname>");
    out_text(&d->out, author);
    out_c(&d->out, "</personname></author>");
}

static void put_note_date(struct docbook *d, struct str date)
{
    if (date.len == 0)
        return;
    out_c(&d->out, "<date>");
    out_text(&d->out, date);
    out_c(&d->out, "</date>");
}

static void put_signature(struct docbook *d, const struct mark *mark)
{
    struct str author = author_of(mark), date = date_of(mark);
    out_c(&d->out, "<para role=\"signature\">");
    put_note_author(d, author);
    out_c(&d->out, author.len != 0 && date.len != 0 ? ", " : "");
    put_note_date(d, date);
    put_end(d, "para");
}

static void put_note_info(struct docbook *d, const struct mark *mark, const struct node *title)
{
    if (title == NULL && !is_signed(mark))
        return;
    out_c(&d->out, "<info>");
    d->at.run_on = true;
    if (title != NULL) {
        put_open(d, "title", NULL, NULL);
        put_inlines(d, title);
        put_close(d, "title");
    }
    put_note_author(d, author_of(mark));
    put_note_date(d, date_of(mark));
    d->at.run_on = false;
    out_c(&d->out, "</info>\n");
}

/* ---- which layer ---- */

/* Where the label stands for the number, as on a note on the whole essay, it is said already. */
static struct str layer_label(const struct docbook *d, const struct mark *mark)
{
    const struct layer *layer = site_layer(d->site, mark->layer);
    return layer == NULL || str_eq(layer->label, mark->label) ? STR_NONE : layer->label;
}

void put_layer_label(struct docbook *d, const struct node *paragraph)
{
    if (d->labelled != paragraph || paragraph == NULL)
        return;
    d->labelled = NULL;
    out_c(&d->out, "<emphasis role=\"label\">");
    out_text(&d->out, d->layer_label);
    out_c(&d->out, "</emphasis> ");
}

/* The label begins the first paragraph; a text that begins otherwise has it in one of its own. */
static void begin_with_label(struct docbook *d, const struct mark *mark, const struct node *first)
{
    d->layer_label = layer_label(d, mark);
    if (d->layer_label.len == 0)
        return;
    d->labelled = first;
    if (is_paragraph(first) && !node_is_empty(first))
        return;
    out_c(&d->out, "<para>");
    put_layer_label(d, first);
    put_end(d, "para");
}

/* ---- the text ---- */

/* The replies come last; gives the first of them. */
static const struct node *put_own_blocks(struct docbook *d, const struct node *first)
{
    const struct node *block = first;
    for (; block != NULL && !node_is_reply(block); block = block->next)
        put_block(d, block);
    return block;
}

static void put_text(struct docbook *d, const struct mark *mark, const struct node *first,
                     bool with_signature)
{
    size_t start = d->out.len;
    begin_with_label(d, mark, first);
    const struct node *replies = put_own_blocks(d, first);
    if (with_signature && is_signed(mark))
        put_signature(d, mark);
    if (d->out.len == start || replies != NULL)
        put_blocks(d, replies);
}

void put_note_text(struct docbook *d, const struct mark *mark)
{
    put_text(d, mark, mark->body->first, true);
}

void put_annotation_text(struct docbook *d, const struct mark *mark)
{
    const struct node *title = title_of(mark->body);
    put_note_info(d, mark, title);
    put_text(d, mark, title != NULL ? title->parent->next : mark->body->first, false);
}
