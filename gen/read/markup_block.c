/* Blocks of HTML but for lists and tables. */
#include "read/markup_room.h"

void markup_put_para(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    if (markup_enter(r, from, 1))
        markup_put_blocks(r, from, to, NODE_PARA);
    markup_leave(r, 1);
}

void markup_put_heading(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *heading = markup_add(r, NODE_HEADER, from, to);
    heading->level = from->name.at[1] - '0';
    heading->attr = markup_attrs(r, from, "");
    if (markup_enter(r, from, 1))
        markup_put_inlines(r, from, heading);
    markup_leave(r, 1);
    markup_trim(heading);
}

void markup_put_quote(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *quote = markup_add(r, NODE_BLOCK_QUOTE, from, to);
    if (markup_enter(r, from, 1))
        markup_put_blocks(r, from, quote, NODE_PLAIN);
    markup_leave(r, 1);
    markup_settle_plains(quote, false);
}

void markup_put_rule(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    markup_add(r, NODE_HORIZONTAL_RULE, from, to);
}

/* ---- code ---- */

/* Without one line end at either side. */
static struct str without_edges(struct str text)
{
    size_t start = str_starts(text, STR("\n")), end = text.len;
    if (end > start && text.at[end - 1] == '\n')
        end--;
    return str_slice(text, start, end);
}

/* What a `code` that begins the block says of its language. */
static struct attr *take_language(struct markup_reader *r, const struct html_node *code)
{
    struct attr *attr = markup_attrs(r, code, "");
    struct str prefix = STR("language-");
    for (size_t i = 0; attr != NULL && i < attr->classes.count; i++)
        if (str_starts(attr->classes.at[i], prefix))
            attr->classes.at[i] =
                str_slice(attr->classes.at[i], prefix.len, attr->classes.at[i].len);
    return attr;
}

/* As gloss writes it: a region for screen readers, whose `code` says only the language. */
static struct attr *own_attrs(struct markup_reader *r, const struct html_node *from)
{
    struct attr *attr = markup_attrs(r, from, "role aria-label tabindex");
    struct attr *language = take_language(r, from->first);
    if (attr == NULL || language == NULL)
        return attr != NULL ? attr : language;
    for (size_t i = 0; i < attr->classes.count; i++)
        *LIST_ADD(&language->classes, r->arena) = attr->classes.at[i];
    language->id = attr->id;
    language->pairs.at = attr->pairs.at;
    language->pairs.count = language->pairs.room = attr->pairs.count;
    return language;
}

void markup_put_pre(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *code = markup_add(r, NODE_CODE_BLOCK, from, to);
    bool coded = from->first != NULL && markup_is(from->first, "code");
    if (coded && markup_has_role(from, "region"))
        code->attr = own_attrs(r, from);
    else if (coded && from->attribute_count == 0)
        code->attr = take_language(r, from->first);
    else
        code->attr = markup_attrs(r, from, "");
    code->text = without_edges(markup_text(r, from));
}

/* ---- divisions ---- */

static void end_line(struct markup_reader *r, struct node *block, struct node *line)
{
    struct node *kept = node_new(r->arena, NODE_LINE, line->span);
    markup_trim(line);
    node_move_children(kept, line);
    node_append(block, kept);
}

/* A verse: its lines are what stands between `br`. */
static void put_lines(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *block = markup_add(r, NODE_LINE_BLOCK, from, to);
    struct node *all = markup_add(r, NODE_INLINES, from, NULL);
    struct node *line = markup_add(r, NODE_INLINES, from, NULL);
    if (markup_enter(r, from, 2))
        markup_put_inlines(r, from, all);
    markup_leave(r, 2);
    markup_trim(all);
    while (all->first != NULL) {
        struct node *node = all->first;
        node_remove(node);
        if (node->kind == NODE_LINE_BREAK)
            end_line(r, block, line);
        else
            node_append(line, node);
    }
    end_line(r, block, line);
}

static void add_section_class(struct markup_reader *r, struct node *div)
{
    struct attr *attr = node_attrs(r->arena, div), all = {.id = attr->id};
    *LIST_ADD(&all.classes, r->arena) = STR("section");
    for (size_t i = 0; i < attr->classes.count; i++)
        *LIST_ADD(&all.classes, r->arena) = attr->classes.at[i];
    attr->classes.at = all.classes.at;
    attr->classes.count = all.classes.count;
    attr->classes.room = all.classes.room;
}

void markup_put_div(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    if (markup_is_spent_list(r, from))
        return;
    if (markup_is_frame(from)) {
        markup_put_blocks(r, from, to, NODE_PLAIN);
        return;
    }
    if (markup_has_class(from, "line-block")) {
        put_lines(r, from, to);
        return;
    }
    struct node *div = markup_add(r, NODE_DIV, from, to);
    div->attr = markup_attrs(r, from, "");
    if (markup_is(from, "section"))
        add_section_class(r, div);
    if (markup_is(from, "main") && node_attr(div, "role").len == 0)
        node_set_attr(r->arena, div, STR("role"), STR("main"));
    if (markup_enter(r, from, 1))
        markup_put_blocks(r, from, div, NODE_PLAIN);
    markup_leave(r, 1);
}

/* ---- figures ---- */

/* The captions in their order are one. */
static void put_captions(struct markup_reader *r, const struct html_node *from, struct node *figure)
{
    struct node *caption = markup_add(r, NODE_CAPTION, from, NULL);
    for (const struct html_node *child = from->first; child != NULL; child = child->next)
        if (markup_is(child, "figcaption"))
            markup_put_blocks(r, child, caption, NODE_PLAIN);
    if (caption->first != NULL)
        node_prepend(figure, caption);
}

/* The figure without its captions, as blocks. */
static struct html_node without_captions(struct markup_reader *r, const struct html_node *from)
{
    struct html_node rest = *from;
    struct html_node **link = &rest.first;
    for (const struct html_node *child = from->first; child != NULL; child = child->next) {
        if (markup_is(child, "figcaption"))
            continue;
        struct html_node *copy = ARENA_NEW(r->arena, struct html_node);
        *copy = *child;
        *link = copy;
        link = &copy->next;
    }
    *link = NULL;
    return rest;
}

/* ---- asides and footers ---- */

/* An admonition of gloss's own; all other asides are their words. */
void markup_put_aside(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *div = to;
    if (markup_is_admonition(from)) {
        div = markup_add(r, NODE_DIV, from, to);
        div->attr = markup_attrs(r, from, "role aria-label");
    }
    if (markup_enter(r, from, 1))
        markup_put_blocks(r, from, div, NODE_PLAIN);
    markup_leave(r, 1);
}

/* Below a quotation, whose it is; any other footer is its words. */
void markup_put_footer(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    bool attribution = markup_is_attribution(from);
    struct node *div = to;
    if (attribution) {
        div = markup_add(r, NODE_DIV, from, to);
        node_add_class(r->arena, div, STR("attribution"));
    }
    if (markup_enter(r, from, 1))
        markup_put_blocks(r, from, div, attribution ? NODE_PARA : NODE_PLAIN);
    markup_leave(r, 1);
}

void markup_put_figure(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *figure = markup_add(r, NODE_FIGURE, from, to);
    struct html_node rest = without_captions(r, from);
    figure->attr = markup_attrs(r, from, "");
    if (markup_enter(r, from, 2)) {
        markup_put_blocks(r, &rest, figure, NODE_PLAIN);
        put_captions(r, from, figure);
    }
    markup_leave(r, 2);
}
