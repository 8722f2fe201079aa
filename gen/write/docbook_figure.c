/* Figures and pictures. */
#include <ctype.h>

#include "base/file.h"
#include "write/docbook_room.h"

/* ---- pictures ---- */

/* A width as DocBook and print read it: a number, perhaps with a unit or a per cent sign. */
static bool is_width(struct str width)
{
    size_t digits = 0;
    while (digits < width.len
           && (isdigit((unsigned char)width.at[digits]) || width.at[digits] == '.'))
        digits++;
    struct str unit = str_slice(width, digits, width.len);
    return digits != 0
        && (unit.len == 0 || str_is(unit, "%") || str_is(unit, "px") || str_is(unit, "cm")
            || str_is(unit, "mm") || str_is(unit, "in") || str_is(unit, "pt")
            || str_is(unit, "em"));
}

static struct str picture_address(struct docbook *d, const struct node *image)
{
    if (image->ref == NULL || (image->ref->kind != REF_FILE && image->ref->kind != REF_URL))
        return STR_NONE;
    struct str path = image->ref->url;
    if (image->ref->kind == REF_FILE && d->page != NULL)
        path = path_relative(d->arena, d->page->path, path);
    if (image->ref->kind == REF_FILE)
        path = path_url(d->arena, path);
    return clean_url(d->arena, path);
}

/*
 * The text that stands for the picture: that of its
 * inlines, for of an image itself none is read aloud.
 */
static struct str alternative_of(struct docbook *d, const struct node *image)
{
    struct out text = out_new(d->arena);
    for (const struct node *node = image->first; node != NULL; node = node->next)
        node_plain(node, &text);
    return str_trim(out_str(&text));
}

/*
 * What is inside a mediaobject or inlinemediaobject.
 * An empty `alt` says that the picture is decoration.
 */
static void put_picture(struct docbook *d, const struct node *image, struct str address)
{
    struct str alternative = alternative_of(d, image);
    if (alternative.len == 0)
        out_c(&d->out, "<alt/>");
    out_c(&d->out, "<imageobject><imagedata");
    out_put_attr(&d->out, "fileref", address);
    if (is_width(node_attr(image, "width")))
        out_put_attr(&d->out, "width", node_attr(image, "width"));
    out_c(&d->out, "/></imageobject>");
    if (alternative.len != 0) {
        out_c(&d->out, "<textobject><phrase>");
        out_text(&d->out, alternative);
        out_c(&d->out, "</phrase></textobject>");
    }
}

void put_image(struct docbook *d, const struct node *image)
{
    struct str address = picture_address(d, image);
    if (address.len == 0) {
        out_text(&d->out, alternative_of(d, image));
        say_simplified(d, image, "the picture \"%.*s\" has no place; its text stands for it",
                       STR_ARG(image->target));
        return;
    }
    put_open(d, "inlinemediaobject", image, NULL);
    put_picture(d, image, address);
    put_close(d, "inlinemediaobject");
}

/* ---- a paragraph that is a picture ---- */

/* The one picture of a paragraph that has nothing else to read in it; notes do not count. */
static const struct node *picture_of(const struct node *block)
{
    const struct node *image = NULL;
    if (block->kind != NODE_PLAIN && block->kind != NODE_PARA)
        return NULL;
    for (const struct node *at = block->first; at != NULL;) {
        bool passed = at->kind == NODE_SPAN || at->kind == NODE_LINK || at->kind == NODE_SPACE
            || at->kind == NODE_SOFT_BREAK || at->kind == NODE_NOTE;
        if (at->kind == NODE_IMAGE && image == NULL)
            image = at;
        else if (!passed || node_has_class(at, "fnref"))
            return NULL;
        bool over = at->kind == NODE_IMAGE || at->kind == NODE_NOTE;
        at = over ? node_after(block, at) : node_next(block, at);
    }
    return image;
}

static void put_mediaobject(struct docbook *d, const struct node *block, const struct node *image,
                            struct str address)
{
    const struct node *link = node_above(image, NODE_LINK);
    put_start(d, "mediaobject", image, NULL);
    for (; link != NULL; link = link->parent == block ? NULL : node_above(link, NODE_LINK))
        if (put_link_attributes(d, link))
            break;
    out_char(&d->out, '>');
    put_picture(d, image, address);
    put_end(d, "mediaobject");
}

static bool is_marked(const struct node *node)
{
    return node->kind == NODE_NOTE
        || (node_is_note_span(node) && node->first != NULL && node->first->kind == NODE_NOTE);
}

/* The marks of the notes on a picture, which has no room for them itself. */
static void put_picture_marks(struct docbook *d, const struct node *block)
{
    for (const struct node *at = block->first; at != NULL;) {
        if (is_marked(at))
            put_mark(d, at);
        at = is_marked(at) || at->kind == NODE_IMAGE ? node_after(block, at) : node_next(block, at);
    }
}

static bool has_picture_marks(const struct node *block)
{
    for (const struct node *at = block->first; at != NULL; at = node_next(block, at))
        if (is_marked(at))
            return true;
    return false;
}

/* ---- figures ---- */

static bool is_picture(struct docbook *d, const struct node *block)
{
    const struct node *image = picture_of(block);
    return image != NULL && picture_address(d, image).len != 0;
}

void put_float_title(struct docbook *d, const struct node *node)
{
    const struct node *caption = nesting_caption(node);
    put_open(d, "title", caption, NULL);
    put_inlines(d, caption->first);
    for (const struct node *block = node->first; block != NULL; block = block->next)
        if (node->kind == NODE_FIGURE && is_picture(d, block))
            put_picture_marks(d, block);
    put_end(d, "title");
}

static void put_figure_block(struct docbook *d, const struct node *block, bool has_title)
{
    const struct node *image = picture_of(block);
    struct str address = image != NULL ? picture_address(d, image) : STR_NONE;
    if (address.len == 0) {
        put_block(d, block);
        return;
    }
    put_mediaobject(d, block, image, address);
    if (has_title || !has_picture_marks(block))
        return;
    put_open(d, "para", NULL, "marks");
    put_picture_marks(d, block);
    put_end(d, "para");
}

static void put_figure_body(struct docbook *d, const struct node *figure, bool has_title)
{
    size_t start = d->out.len;
    for (const struct node *block = figure->first; block != NULL; block = block->next)
        if (block->kind != NODE_CAPTION)
            put_figure_block(d, block, has_title);
    if (d->out.len == start)
        put_blocks(d, NULL);
}

void put_rest_of_caption(struct docbook *d, const struct node *node, bool has_title)
{
    const struct node *caption = nesting_caption(node);
    const struct node *block = caption != NULL ? caption->first : NULL;
    if (has_title && block != NULL)
        block = block->next;
    if (block == NULL || node_is_empty(caption))
        return;
    struct group group = {caption, d->at.groups};
    say_simplified(d, caption, "a caption of DocBook is one line; what it has no room for follows");
    d->at.groups = &group;
    for (; block != NULL; block = block->next)
        put_block(d, block);
    d->at.groups = group.outer;
}

void put_figure(struct docbook *d, const struct node *figure)
{
    struct standing outer = d->at;
    bool has_title = nesting_has_title(figure) && (d->at.excluded & FIGURE) == 0
        && (nesting_wanted_below(figure) & nesting_excluded(FIGURE)) == 0;
    const char *element = has_title ? "figure" : "informalfigure";
    put_start(d, element, figure, NULL);
    out_put_attr(&d->out, "xreflabel", figure->number);
    out_char(&d->out, '>');
    put_line(d);
    enter_element(d, has_title ? nesting_excluded(FIGURE) : 0);
    if (has_title)
        put_float_title(d, figure);
    put_figure_body(d, figure, has_title);
    d->at = outer;
    put_end(d, element);
    if (node_id(figure).len != 0)
        carry(d, CARRIED_FIGURE, node_id(figure), figure->number);
    put_rest_of_caption(d, figure, has_title);
}
