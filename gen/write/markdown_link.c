/* Links, images and the marks of footnotes. */
#include <string.h>

#include "base/utf8.h"
#include "write/markdown_room.h"

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* ---- targets and titles ---- */

/*
 * A byte of a target or title, with a backslash before those that `special` names. Entities are
 * read before backslashes are, so a backslash saves no `&`; and two backslashes before the end of a
 * title are not seen as what they are.
 */
static void put_byte(struct markdown *m, struct str text, size_t i, const char *special)
{
    unsigned char c = (unsigned char)text.at[i];
    if (c == '&' && markdown_is_entity(text, i))
        out_c(m->out, "&amp;");
    else if (c == '\\')
        out_c(m->out, "&#92;&#92;");
    else if (c < ' ' || c == 0x7F)
        out_fmt(m->out, "&#%u;", (unsigned)c);
    else
        out_fmt(m->out, strchr(special, c) != NULL ? "\\%c" : "%c", c);
}

static void put_target(struct markdown *m, struct str target)
{
    bool spaces = str_has(target, STR(" ")) && str_trim(target).len == target.len;
    out_c(m->out, spaces ? "<" : "");
    for (size_t i = 0; i < target.len; i++) {
        if (target.at[i] == ' ' && !spaces)
            out_c(m->out, "&#32;");
        else
            put_byte(m, target, i, spaces ? "<>" : "<>()");
    }
    out_c(m->out, spaces ? ">" : "");
}

static void put_title(struct markdown *m, struct str title)
{
    if (title.len == 0)
        return;
    out_c(m->out, " \"");
    for (size_t i = 0; i < title.len; i++)
        put_byte(m, title, i, "\"");
    out_char(m->out, '"');
}

static void put_rest(struct markdown *m, const struct node *node, struct str title)
{
    out_c(m->out, "](");
    put_target(m, node->target);
    put_title(m, title);
    out_char(m->out, ')');
    out_raw(m->out, markdown_attr(m, node, 0));
}

/* ---- links ---- */

/* A scheme of two or more letters, and nothing that would have to be escaped. */
static bool is_plain_address(struct str url)
{
    size_t scheme = 0;
    while (scheme < url.len && is_alnum(url.at[scheme]))
        scheme++;
    if (scheme < 2 || scheme > 32 || scheme == url.len || url.at[scheme] != ':'
        || (url.at[0] >= '0' && url.at[0] <= '9'))
        return false;
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.at[i] <= ' ' || strchr("<>\\&|\"'`", url.at[i]) != NULL
            || (unsigned char)url.at[i] >= 0x7F)
            return false;
    return true;
}

/* `<https://example.org/>`: a link that shows where it leads. */
static bool is_address(const struct node *link)
{
    const struct node *only = link->first;
    return only != NULL && only->next == NULL && only->kind == NODE_STR && link->title.len == 0
        && attr_is_empty(link->attr) && str_eq(only->text, link->target)
        && is_plain_address(link->target);
}

/* A later reference to a footnote, whose text is written already. */
static const struct markdown_note *find_referred(const struct markdown *m, const struct node *link)
{
    struct str start = STR("#fn-");
    if (!node_has_class(link, "fnref") || !str_starts(link->target, start) || link->first != NULL)
        return NULL;
    return map_get(&m->referred, str_slice(link->target, start.len, link->target.len));
}

void markdown_put_link(struct markdown *m, const struct node *link)
{
    const struct markdown_note *again = find_referred(m, link);
    if (again != NULL) {
        markdown_open(m, "[^");
        out_fmt(m->out, "%.*s]", STR_ARG(again->label));
    } else if (is_address(link)) {
        out_fmt(m->out, "<%.*s>", STR_ARG(link->target));
    } else {
        int emphasis = m->emphasis;
        m->emphasis = 0;
        markdown_open(m, "[");
        markdown_put_inlines(m, link);
        put_rest(m, link, link->title);
        m->emphasis = emphasis;
    }
}

void markdown_put_image(struct markdown *m, const struct node *image, const struct node *caption)
{
    int emphasis = m->emphasis;
    m->emphasis = 0;
    out_c(m->out, "![");
    markdown_put_inlines(m, image);
    put_rest(m, image, caption != NULL ? node_plain_str(m->arena, caption) : image->title);
    m->emphasis = emphasis;
}

/* ---- footnotes ---- */

static struct str next_number(struct markdown *m)
{
    for (;;) {
        struct str number = str_fmt(m->arena, "%zu", ++m->number);
        if (map_get(&m->labels, number) == NULL)
            return number;
    }
}

/* The author's label, where it is not another's already. */
static struct str label_of(struct markdown *m, const struct node *note)
{
    if (note->label.len != 0
        && map_get(&m->labels, utf8_lower(m->arena, note->label)) == (const void *)note)
        return note->label;
    return next_number(m);
}

void markdown_put_note(struct markdown *m, const struct node *note)
{
    struct markdown_note *kept = ARENA_NEW(m->arena, struct markdown_note);
    *kept = (struct markdown_note){note, label_of(m, note)};
    *LIST_ADD(&m->notes, m->arena) = *kept;
    if (note->label.len != 0)
        map_add(&m->referred, note->label, kept);
    markdown_open(m, "[^");
    out_fmt(m->out, "%.*s]", STR_ARG(kept->label));
}
