/* Figures, and the captions of tables. */
#include "read/reader.h"

static struct node *make_caption_of(struct reader *reader, struct node *owner, struct span span)
{
    struct node *caption = node_new(reader->arena, NODE_CAPTION, span);
    struct node *plain = node_new(reader->arena, NODE_PLAIN, span);
    node_append(caption, plain);
    node_prepend(owner, caption);
    return plain;
}

/*
 * The id is the figure's, so that a reference leads to
 * picture and caption alike; width and the like stay.
 */
static void move_id(struct reader *reader, struct node *image, struct node *figure)
{
    if (node_id(image).len == 0)
        return;
    node_set_id(reader->arena, figure, node_id(image));
    node_set_id(reader->arena, image, STR_NONE);
}

void make_figure(struct reader *reader, struct node *para)
{
    struct node *image = para->first;
    if (image == NULL || image->kind != NODE_IMAGE || image->next != NULL)
        return;
    struct node *figure = node_new(reader->arena, NODE_FIGURE, para->span);
    node_insert_before(para, figure);
    node_remove(para);
    para->kind = NODE_PLAIN;
    node_append(figure, para);
    move_id(reader, image, figure);
    if (image->title.len == 0)
        return;
    struct node *caption = make_caption_of(reader, figure, image->span);
    translate_plain_words(reader, image->title, image->span, reader->config->smart, caption);
    settle_inlines(reader, caption);
    image->title = STR_NONE;
}

/* ---- tables ---- */

static bool is_marker(const struct node *node)
{
    return node != NULL && node->kind == NODE_RAW_INLINE && node->level == PIECE_ATTRIBUTES;
}

bool make_caption(struct reader *reader, struct node *para)
{
    struct node *table = para->prev, *colon = para->first;
    if (table == NULL || table->kind != NODE_TABLE || colon->kind != NODE_STR
        || !str_is(colon->text, ":") || is_escaped(reader, colon) || colon->next == NULL
        || colon->next->kind != NODE_SPACE)
        return false;
    if (table->first != NULL && table->first->kind == NODE_CAPTION)
        return false;
    node_remove(colon->next);
    node_remove(colon);
    if (is_marker(para->last)) {
        take_attributes(reader, para->last, table);
        node_remove(para->last);
    }
    while (para->last != NULL && para->last->kind == NODE_SPACE)
        node_remove(para->last);
    struct node *caption = make_caption_of(reader, table, para->span);
    node_move_children(caption, para);
    node_remove(para);
    settle_inlines(reader, caption);
    return true;
}
