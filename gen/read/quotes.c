/* Quotations that are more: GitHub's alerts, and those that name whom they quote. */
#include "read/reader.h"

static const struct alert {
    const char *mark, *class_name;
} alerts[] = {
    {"[!NOTE]", "note"},       {"[!TIP]", "tip"},         {"[!IMPORTANT]", "important"},
    {"[!WARNING]", "warning"}, {"[!CAUTION]", "caution"},
};

static const char *find_alert(const struct reader *reader, const struct node *quote)
{
    const struct node *para = quote->first, *mark = para != NULL ? para->first : NULL;
    if (mark == NULL || para->kind != NODE_PARA || mark->kind != NODE_STR
        || (mark->next != NULL && mark->next->kind != NODE_SOFT_BREAK) || is_escaped(reader, mark))
        return NULL;
    for (size_t i = 0; i < sizeof alerts / sizeof alerts[0]; i++)
        if (str_is(mark->text, alerts[i].mark))
            return alerts[i].class_name;
    return NULL;
}

static void make_admonition(struct reader *reader, struct node *quote, const char *class_name)
{
    struct node *para = quote->first, *mark = para->first;
    node_remove(mark->next != NULL ? mark->next : para); /* the line end, or nothing is left */
    node_remove(mark);
    quote->kind = NODE_DIV;
    node_add_class(reader->arena, quote, STR("admonition"));
    node_add_class(reader->arena, quote, str_from(class_name));
}

/* ---- attributions ---- */

static bool is_dash(const struct node *node)
{
    return node->kind == NODE_STR && node->next != NULL && node->next->kind == NODE_SPACE
        && (str_is(node->text, "—") || str_is(node->text, "―") || str_is(node->text, "--")
            || str_is(node->text, "---") || str_is(node->text, "–"));
}

/* The dash that begins the last line of `para`; NULL where none does. */
static struct node *find_dash(const struct reader *reader, struct node *para)
{
    struct node *node = para->last;
    while (node != NULL && node->prev != NULL && node->prev->kind != NODE_SOFT_BREAK
           && node->prev->kind != NODE_LINE_BREAK)
        node = node->prev;
    return node != NULL && is_dash(node) && !is_escaped(reader, node) ? node : NULL;
}

/* The dash is the page's to set; the words behind it go to a paragraph of their own. */
static void make_attribution(struct reader *reader, struct node *para, struct node *dash)
{
    struct span span = span_union(dash->span, para->last->span);
    struct node *words = node_new(reader->arena, NODE_PARA, span);
    for (struct node *node = dash->next->next; node != NULL;) {
        struct node *next = node->next;
        node_remove(node);
        node_append(words, node);
        node = next;
    }
    if (dash->prev != NULL)
        node_remove(dash->prev);
    node_remove(dash->next);
    node_remove(dash);
    struct node *div = node_new(reader->arena, NODE_DIV, span);
    node_add_class(reader->arena, div, STR("attribution"));
    node_append(div, words);
    node_insert_after(para, div);
    if (para->first == NULL)
        node_remove(para);
}

void finish_quote(struct reader *reader, struct node *quote)
{
    const char *alert = find_alert(reader, quote);
    if (alert != NULL) {
        make_admonition(reader, quote, alert);
        return;
    }
    struct node *last = quote->last;
    struct node *dash = last != NULL && last->kind == NODE_PARA ? find_dash(reader, last) : NULL;
    if (dash != NULL && (last->prev != NULL || dash->prev != NULL) && dash->next->next != NULL)
        make_attribution(reader, last, dash);
}
