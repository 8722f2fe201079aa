/* Blocks: paragraphs, headings and sections, quotations, code, figures, admonitions. */
#include "write/html_room.h"

static void open_with_attrs(struct html *h, const struct node *node, const char *element,
                            const char *add, const char *drop)
{
    out_fmt(h->out, "<%s", element);
    html_put_attrs(h, node, add, drop);
    out_char(h->out, '>');
}

/* What a paragraph holds, with what opens and closes a note around it. */
void html_put_inner(struct html *h, const struct node *node)
{
    html_put_label(h, node);
    html_put_children(h, node);
    html_put_back(h, node);
    if (node->next != NULL)
        out_char(h->out, '\n');
}

static bool is_title(const struct node *para)
{
    const struct node *only = para->first;
    return only != NULL && only->next == NULL && only->kind == NODE_SPAN
        && node_has_class(only, "title");
}

static void put_note_title(struct html *h, const struct node *para)
{
    out_c(h->out, "<p class=\"note-title\">");
    html_put_label(h, para);
    html_put_children(h, para->first);
    out_c(h->out, "</p>\n");
}

void html_put_para(struct html *h, const struct node *node)
{
    if (is_title(node)) {
        put_note_title(h, node);
        return;
    }
    open_with_attrs(h, node, "p", NULL, NULL);
    html_put_label(h, node);
    html_put_children(h, node);
    html_put_back(h, node);
    out_c(h->out, "</p>\n");
}

/* ---- headings and sections ---- */

static int cut_level(int level)
{
    return level < 2 ? 2 : level > 6 ? 6 : level;
}

static int whole_level(int level)
{
    return level < 1 ? 1 : level > 6 ? 6 : level;
}

static void enrol_heading(struct html *h, const struct node *header)
{
    if (h->roll != NULL)
        roll_add(h->arena, h->roll, CARRIED_HEADING, node_id(header), STR_NONE);
}

/* A heading in a note, a quotation or an item opens no section; it ranks below the one above it. */
void html_put_header(struct html *h, const struct node *node)
{
    int level = h->alone ? whole_level(node->level) : cut_level(h->level + 1);
    out_fmt(h->out, "<h%d", level);
    html_put_attrs(h, node, NULL, NULL);
    out_char(h->out, '>');
    html_put_children(h, node);
    out_fmt(h->out, "</h%d>\n", level);
    enrol_heading(h, node);
}

static void put_section(struct html *h, const struct node *div)
{
    const struct node *header = div->first;
    int outer = h->level;
    out_c(h->out, "<section");
    html_put_attrs(h, header, NULL, NULL);
    h->level = cut_level(header->level);
    out_fmt(h->out, "><h%d>", h->level);
    html_put_children(h, header);
    out_fmt(h->out, "</h%d>\n", h->level);
    enrol_heading(h, header);
    for (const struct node *child = header->next; child != NULL; child = child->next)
        html_put(h, child);
    out_c(h->out, "</section>\n");
    h->level = outer;
}

/* ---- quotations, lines, code ---- */

void html_put_quote(struct html *h, const struct node *node)
{
    open_with_attrs(h, node, "blockquote", NULL, NULL);
    html_put_children(h, node);
    out_c(h->out, "</blockquote>\n");
}

/* Authors write the dash before the name or leave it to us. */
static bool has_dash(struct html *h, const struct node *div)
{
    struct str text = node_plain_str(h->arena, div);
    return str_starts(text, STR("—")) || str_starts(text, STR("–")) || str_starts(text, STR("-"));
}

static void put_attribution(struct html *h, const struct node *div)
{
    open_with_attrs(h, div, "footer", NULL, "attribution");
    out_c(h->out, has_dash(h, div) ? "" : "— ");
    h->in_attribution = true;
    for (const struct node *para = div->first; para != NULL; para = para->next)
        if (para->kind == NODE_PARA)
            html_put_children(h, para);
        else
            html_put(h, para);
    h->in_attribution = false;
    out_c(h->out, "</footer>");
}

void html_put_lines(struct html *h, const struct node *node)
{
    open_with_attrs(h, node, "p", "lines", NULL);
    for (const struct node *line = node->first; line != NULL; line = line->next) {
        html_put_children(h, line);
        out_c(h->out, line->next != NULL ? "<br>\n" : "");
    }
    out_c(h->out, "</p>\n");
}

/* The first class of a block of code names its language. */
static struct str language_of(const struct node *node)
{
    return node->attr != NULL && node->attr->classes.count != 0 ? node->attr->classes.at[0]
                                                                : STR_NONE;
}

/* It may scroll, so the keyboard must reach it, and what is reached must have a name. */
void html_put_code_block(struct html *h, const struct node *node)
{
    struct str number = str_fmt(h->arena, "%zu", ++h->codes);
    struct str language = language_of(node);
    out_c(h->out, "<pre");
    if (!h->plain)
        out_put_attr(h->out, "id", node_id(node));
    out_put_attr(h->out, "role", STR("region"));
    out_put_attr(h->out, "aria-label", word_with(h->arena, h->words, "code", number));
    out_c(h->out, " tabindex=\"0\"><code");
    if (language.len != 0)
        out_put_attr(h->out, "class", str_fmt(h->arena, "language-%.*s", STR_ARG(language)));
    out_char(h->out, '>');
    out_text(h->out, node->text);
    out_c(h->out, "</code></pre>\n");
}

/* ---- figures ---- */

/* A caption of one paragraph is written without it. */
static void put_caption_text(struct html *h, const struct node *caption)
{
    const struct node *only = caption->first;
    bool one =
        only != NULL && only->next == NULL && (only->kind == NODE_PARA || only->kind == NODE_PLAIN);
    html_put_children(h, one ? only : caption);
}

/* `caption` may be NULL: then the number stands alone, under the word that `key` gives it. */
void html_put_caption(struct html *h, const struct node *caption, const char *key,
                      struct str number)
{
    if (number.len != 0) {
        out_c(h->out, "<b>");
        out_text(h->out, word_with(h->arena, h->words, key, number));
        out_c(h->out, "</b>");
    }
    if (caption == NULL || node_is_empty(caption))
        return;
    out_c(h->out, number.len != 0 ? " " : "");
    put_caption_text(h, caption);
}

static void enrol_figure(struct html *h, const struct node *node)
{
    if (h->roll != NULL && node_id(node).len != 0)
        roll_add(h->arena, h->roll, CARRIED_FIGURE, node_id(node), node->number);
}

void html_put_figure(struct html *h, const struct node *node)
{
    const struct node *caption = NULL;
    open_with_attrs(h, node, "figure", NULL, NULL);
    for (const struct node *child = node->first; child != NULL; child = child->next)
        if (child->kind == NODE_CAPTION)
            caption = child;
        else
            html_put(h, child);
    if (node->number.len != 0 || (caption != NULL && !node_is_empty(caption))) {
        out_c(h->out, "<figcaption>");
        html_put_caption(h, caption, "figure_n", node->number);
        out_c(h->out, "</figcaption>");
    }
    out_c(h->out, "</figure>\n");
    enrol_figure(h, node);
}

/* ---- divs ---- */

static const char *find_admonition(const struct node *div)
{
    static const char *const kinds[] = {"note", "tip", "important", "warning", "caution"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (node_has_class(div, kinds[i]))
            return kinds[i];
    return "note";
}

static void put_admonition(struct html *h, const struct node *div)
{
    struct str name = word(h->words, find_admonition(div));
    out_c(h->out, "<aside");
    html_put_attrs(h, div, NULL, NULL);
    out_put_attr(h->out, "role", STR("note"));
    out_put_attr(h->out, "aria-label", name);
    out_c(h->out, "><p class=\"label\">");
    out_text(h->out, name);
    out_c(h->out, "</p>\n");
    html_put_children(h, div);
    out_c(h->out, "</aside>\n");
}

static void put_other_div(struct html *h, const struct node *div)
{
    open_with_attrs(h, div, "div", NULL, NULL);
    html_put_children(h, div);
    out_c(h->out, "</div>\n");
}

void html_put_div(struct html *h, const struct node *node)
{
    if (node_is_section(node))
        put_section(h, node);
    else if (node_has_class(node, "admonition"))
        put_admonition(h, node);
    else if (node_has_class(node, "attribution"))
        put_attribution(h, node);
    else if (node_is_reply(node))
        html_put_reply(h, node);
    else if (node_is_whole_note(node))
        html_put_whole_note(h, node);
    else
        put_other_div(h, node);
}
