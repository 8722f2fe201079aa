/* Lists: ordered, bulleted, of tasks, of definitions. */
#include "write/html_room.h"

static const char *type_of(enum list_style style)
{
    switch (style) {
    case STYLE_LOWER_ROMAN: return "i";
    case STYLE_UPPER_ROMAN: return "I";
    case STYLE_LOWER_ALPHA: return "a";
    case STYLE_UPPER_ALPHA: return "A";
    case STYLE_DEFAULT:
    case STYLE_EXAMPLE:
    case STYLE_DECIMAL: break;
    }
    return "";
}

void html_put_ordered(struct html *h, const struct node *node)
{
    out_c(h->out, "<ol");
    html_put_attrs(h, node, NULL, NULL);
    if (node->list.start != 1)
        out_fmt(h->out, " start=\"%d\"", node->list.start);
    out_put_attr(h->out, "type", str_from(type_of(node->list.style)));
    out_c(h->out, ">\n");
    html_put_children(h, node);
    out_c(h->out, "</ol>\n");
}

void html_put_bullets(struct html *h, const struct node *node)
{
    out_c(h->out, "<ul");
    html_put_attrs(h, node, NULL, NULL);
    out_c(h->out, ">\n");
    html_put_children(h, node);
    out_c(h->out, "</ul>\n");
}

static void put_box(struct html *h, struct str task, bool labelled)
{
    bool done = str_is(task, "done");
    out_fmt(h->out, "<input type=\"checkbox\" disabled%s", done ? " checked" : "");
    if (!labelled)
        out_put_attr(h->out, "aria-label", word(h->words, done ? "task_done" : "task_open"));
    out_char(h->out, '>');
}

/* The first paragraph is the label of the box, so that the two are read together. */
static void put_task(struct html *h, const struct node *item, struct str task)
{
    const struct node *first = item->first;
    bool labelled = first != NULL && (first->kind == NODE_PLAIN || first->kind == NODE_PARA);
    out_c(h->out, labelled ? "<label>" : "");
    put_box(h, task, labelled);
    if (labelled) {
        out_char(h->out, ' ');
        html_put_children(h, first);
        out_c(h->out, "</label>");
        first = first->next;
    }
    for (; first != NULL; first = first->next)
        html_put(h, first);
}

void html_put_item(struct html *h, const struct node *node)
{
    struct str task = node_attr(node, "task");
    out_c(h->out, "<li");
    html_put_attrs(h, node, task.len != 0 ? "task" : NULL, NULL);
    out_char(h->out, '>');
    if (task.len != 0)
        put_task(h, node, task);
    else
        html_put_children(h, node);
    out_c(h->out, "</li>\n");
}

void html_put_definitions(struct html *h, const struct node *node)
{
    out_c(h->out, "<dl");
    html_put_attrs(h, node, NULL, NULL);
    out_c(h->out, ">\n");
    for (const struct node *part = node->first; part != NULL; part = part->next) {
        const char *element = part->kind == NODE_DEFINED_TERM ? "dt" : "dd";
        out_fmt(h->out, "<%s", element);
        html_put_attrs(h, part, NULL, NULL);
        out_char(h->out, '>');
        html_put_children(h, part);
        out_fmt(h->out, "</%s>\n", element);
    }
    out_c(h->out, "</dl>\n");
}
