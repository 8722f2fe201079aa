/* Links and images of HTML. */
#include <string.h>

#include "read/markup_room.h"

/* Characters that no address may hold as they are. */
static bool is_escaped(char c)
{
    return c != '\0' && strchr(" \t\r\n<>|\"{}[]^`", c) != NULL;
}

static struct str escape_address(struct markup_reader *r, struct str address)
{
    struct out out = out_sized(r->arena, address.len + 1);
    for (size_t i = 0; i < address.len; i++) {
        if (is_escaped(address.at[i]))
            out_fmt(&out, "%%%02X", (unsigned)(unsigned char)address.at[i]);
        else
            out_char(&out, address.at[i]);
    }
    return out_str(&out);
}

/* A link without an address is a place that others lead to. */
static void put_place(struct markup_reader *r, const struct html_node *from, struct node *link)
{
    struct attr *attr = markup_attrs(r, from, "");
    struct str id = node_id(link);
    link->kind = NODE_SPAN;
    link->attr = NULL;
    if (id.len != 0)
        node_set_id(r->arena, link, id);
    for (size_t i = 0; attr != NULL && i < attr->classes.count; i++)
        node_add_class(r->arena, link, attr->classes.at[i]);
}

void markup_put_link(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    if (markup_put_note(r, from, to))
        return;
    struct node *link = markup_add(r, NODE_LINK, from, NULL);
    struct str name = html_attr(from, "name");
    link->attr = markup_attrs(r, from, "href title name");
    if (node_id(link).len == 0 && name.len != 0)
        node_set_id(r->arena, link, name);
    if (html_has_attr(from, "href")) {
        link->target = escape_address(r, html_attr(from, "href"));
        link->title = html_attr(from, "title");
    } else {
        put_place(r, from, link);
    }
    if (markup_enter(r, from, 1))
        markup_put_inlines(r, from, link);
    markup_leave(r, 1);
    markup_join_trimmed(r, to, link);
}

void markup_put_image(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *image = markup_add(r, NODE_IMAGE, from, NULL);
    image->attr = markup_attrs(r, from, "src title alt");
    image->target = escape_address(r, html_attr(from, "src"));
    image->title = html_attr(from, "title");
    markup_put_words(r, html_attr(from, "alt"), from->offset, image);
    markup_join(r, to, image);
}
