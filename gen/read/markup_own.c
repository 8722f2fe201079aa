/* What gloss's own pages put around the words of a document, which is not read as words. */
#include "read/markup_room.h"

bool markup_is_frame(const struct html_node *from)
{
    return markup_has_class(from, "scroll") && markup_has_role(from, "region")
        && from->first != NULL && markup_is(from->first, "table");
}

bool markup_is_in_frame(const struct html_node *from)
{
    const struct html_node *table = from;
    while (table != NULL && !markup_is(table, "table"))
        table = table->parent;
    return table != NULL && markup_is_frame(table->parent);
}

bool markup_is_admonition(const struct html_node *from)
{
    return markup_is(from, "aside") && markup_has_class(from, "admonition");
}

bool markup_is_attribution(const struct html_node *from)
{
    return markup_is(from, "footer") && markup_is(from->parent, "blockquote");
}

/* "Table 1." with a hard space, whatever the language: it is given anew when it is written. */
static bool is_number(struct str text)
{
    size_t space = str_find(text, STR("\u00A0"), 0), at = space + STR("\u00A0").len;
    size_t first = at;
    while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at > first && str_is(str_slice(text, at, text.len), ".");
}

static bool is_caption_number(const struct html_node *from)
{
    const struct html_node *parent = from->parent;
    return markup_is(from, "b") && from == parent->first
        && (markup_is(parent, "caption") || markup_is(parent, "figcaption")) && from->first != NULL
        && is_number(from->first->text);
}

/* "Note" above an admonition. */
static bool is_label(const struct html_node *from)
{
    return markup_is(from, "p") && markup_has_class(from, "label")
        && markup_is_admonition(from->parent);
}

bool markup_is_made(const struct markup_reader *r, const struct html_node *from, struct node *to)
{
    return markup_is_made_for_note(r, from, to) || is_caption_number(from) || is_label(from);
}
