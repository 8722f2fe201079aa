/* Inline text: letters, emphasis, code, spans. */
#include "write/html_room.h"

void html_put_text(struct html *h, const struct node *node)
{
    out_text(h->out, node->text);
}

void html_put_element(struct html *h, const struct node *node, const char *name)
{
    out_fmt(h->out, "<%s", name);
    html_put_attrs(h, node, NULL, NULL);
    out_char(h->out, '>');
    html_put_children(h, node);
    out_fmt(h->out, "</%s>", name);
}

void html_put_class(struct html *h, const struct node *node, const char *name)
{
    out_c(h->out, "<span");
    html_put_attrs(h, node, name, NULL);
    out_char(h->out, '>');
    html_put_children(h, node);
    out_c(h->out, "</span>");
}

/* What is slanted in an attribution is the title of a work. */
void html_put_emph(struct html *h, const struct node *node)
{
    html_put_element(h, node, h->in_attribution ? "cite" : "em");
}

void html_put_quoted(struct html *h, const struct node *node)
{
    size_t mark = node->quote == QUOTE_DOUBLE ? 0 : 2;
    out_text(h->out, word_at(h->words, "quotes", mark));
    html_put_children(h, node);
    out_text(h->out, word_at(h->words, "quotes", mark + 1));
}

void html_put_code(struct html *h, const struct node *node)
{
    out_c(h->out, "<code");
    html_put_attrs(h, node, NULL, NULL);
    out_char(h->out, '>');
    out_text(h->out, node->text);
    out_c(h->out, "</code>");
}

/* TeX is shown as it was written: readers of formulas read it, and so do screen readers. */
void html_put_math(struct html *h, const struct node *node)
{
    out_fmt(h->out, "<code class=\"math%s\">", node->math == MATH_DISPLAY ? " display" : "");
    out_text(h->out, node->text);
    out_c(h->out, "</code>");
}

/* Raw markup of another format was meant for that format alone. */
void html_put_raw(struct html *h, const struct node *node)
{
    bool block = node->kind == NODE_RAW_BLOCK;
    if (!str_is(node->format, "html"))
        return;
    if (h->site->config.raw_html && !h->plain) {
        out_raw(h->out, node->text);
        out_c(h->out, block ? "\n" : "");
        return;
    }
    out_c(h->out, block ? "<p>" : "");
    out_text(h->out, node->text);
    out_c(h->out, block ? "</p>\n" : "");
}

/* ---- spans ---- */

static size_t count_words(struct str s)
{
    size_t count = 0;
    struct str part;
    while (str_word(&s, &part))
        count++;
    return count;
}

/* A piece of text that notes are about: which ones, and how many where they overlap. */
static void put_passage(struct html *h, const struct node *node)
{
    struct str notes = node_attr(node, "note");
    size_t count = count_words(notes);
    out_c(h->out, "<span class=\"hl\"");
    out_put_attr(h->out, "data-n", notes);
    if (count > 1)
        out_fmt(h->out, " data-d=\"%zu\"", count);
    out_char(h->out, '>');
    html_put_children(h, node);
    out_c(h->out, "</span>");
}

/* Elements of HTML that the tree knows as a span of that class. */
static const char *find_element(const struct node *node)
{
    static const char *const names[] = {"abbr", "bdi", "cite", "kbd", "mark", "rp", "rt", "ruby"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (node_has_class(node, names[i]))
            return names[i];
    return NULL;
}

static void put_styled(struct html *h, const struct node *node)
{
    const char *element = find_element(node);
    out_fmt(h->out, "<%s", element != NULL ? element : "span");
    html_put_attrs(h, node, NULL, element);
    out_char(h->out, '>');
    html_put_children(h, node);
    out_fmt(h->out, "</%s>", element != NULL ? element : "span");
}

void html_put_span(struct html *h, const struct node *node)
{
    bool bare = node->attr == NULL || attr_is_empty(node->attr);
    bool passage = node_has_class(node, "passage");
    if (bare || node_is_note_span(node) || (passage && h->plain))
        html_put_children(h, node);
    else if (passage)
        put_passage(h, node);
    else
        put_styled(h, node);
}
