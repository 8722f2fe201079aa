/* Lists of HTML: bulleted, numbered, of definitions. */
#include <limits.h>

#include "base/utf8.h"
#include "read/markup_room.h"

/* ---- numbers ---- */

static enum list_style style_of_type(struct str type)
{
    return str_is(type, "1") ? STYLE_DECIMAL
        : str_is(type, "a")  ? STYLE_LOWER_ALPHA
        : str_is(type, "A")  ? STYLE_UPPER_ALPHA
        : str_is(type, "i")  ? STYLE_LOWER_ROMAN
        : str_is(type, "I")  ? STYLE_UPPER_ROMAN
                             : STYLE_DEFAULT;
}

/* As a class or a style sheet names it. */
static enum list_style style_of_name(struct markup_reader *r, struct str name)
{
    name = utf8_lower(r->arena, str_trim(name));
    return str_is(name, "decimal")    ? STYLE_DECIMAL
        : str_is(name, "lower-alpha") ? STYLE_LOWER_ALPHA
        : str_is(name, "upper-alpha") ? STYLE_UPPER_ALPHA
        : str_is(name, "lower-roman") ? STYLE_LOWER_ROMAN
        : str_is(name, "upper-roman") ? STYLE_UPPER_ROMAN
                                      : STYLE_DEFAULT;
}

static void take_marks(struct markup_reader *r, const struct html_node *from, struct node *list)
{
    enum list_style style = style_of_type(html_attr(from, "type"));
    if (style == STYLE_DEFAULT)
        style = style_of_name(r, html_attr(from, "class"));
    if (style == STYLE_DEFAULT)
        style = style_of_name(r, markup_style(from, "list-style-type"));
    if (style == STYLE_DEFAULT)
        style = style_of_name(r, markup_style(from, "list-style"));
    list->list.style = style;
    list->list.start = markup_count(from, "start", 1, INT_MAX / 10 - 1);
}

/* ---- items ---- */

/* An item's id stays with its words, since an Item has none. */
static void keep_id(struct markup_reader *r, struct node *item, struct str id)
{
    struct node *first = item->first;
    bool plain = first != NULL && first->kind == NODE_PLAIN;
    struct node *holder = node_new(r->arena, plain ? NODE_SPAN : NODE_DIV, item->span);
    node_set_id(r->arena, holder, id);
    node_move_children(holder, plain ? first : item);
    node_append(plain ? first : item, holder);
}

static bool is_blank_text(const struct html_node *node)
{
    return node->name.len == 0 && str_trim(node->text).len == 0;
}

/* The box of a task, which begins the item, perhaps in its label. */
static const struct html_node *find_box(const struct html_node *from)
{
    const struct html_node *node = from->first;
    while (node != NULL && is_blank_text(node))
        node = node->next;
    if (node != NULL && (markup_is(node, "label") || markup_is(node, "p")))
        return find_box(node);
    return node != NULL && markup_is(node, "input") && str_is(html_attr(node, "type"), "checkbox")
        ? node
        : NULL;
}

static void put_item(struct markup_reader *r, const struct html_node *from, struct node *list)
{
    struct node *item = markup_add(r, NODE_ITEM, from, list);
    const struct html_node *box = find_box(from);
    struct str id = html_attr(from, "id");
    markup_put_blocks(r, from, item, NODE_PLAIN);
    markup_settle_plains(item, true);
    if (id.len != 0)
        keep_id(r, item, id);
    if (box != NULL)
        node_set_attr(r->arena, item, STR("task"),
                      html_has_attr(box, "checked") ? STR("done") : STR("open"));
}

/* What stands in a list outside of its items is one of them. */
static void put_stray(struct markup_reader *r, const struct html_node *from, struct node *list)
{
    struct node *item = markup_add(r, NODE_ITEM, from, NULL);
    markup_put_alone(r, from, item);
    markup_settle_plains(item, true);
    if (item->first != NULL)
        node_append(list, item);
}

static void set_tightness(struct node *list)
{
    list->tight = true;
    for (const struct node *item = list->first; item != NULL; item = item->next)
        if (item->first != NULL && item->first->kind == NODE_PARA)
            list->tight = false;
}

void markup_put_list(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    if (markup_is_spent_list(r, from))
        return;
    struct node *list = markup_add(r, markup_element_of(from)->kind, from, to);
    if (list->kind == NODE_ORDERED_LIST)
        take_marks(r, from, list);
    if (markup_enter(r, from, 4)) /* an item's id may be another level */
        for (const struct html_node *child = from->first; child != NULL && !r->failed;
             child = child->next) {
            if (markup_is_read_note(r, child))
                continue;
            if (markup_is(child, "li"))
                put_item(r, child, list);
            else
                put_stray(r, child, list);
        }
    markup_leave(r, 4);
    set_tightness(list);
}

/* ---- definitions ---- */

/* Terms that follow one another are one of several lines. */
static void put_term(struct markup_reader *r, const struct html_node *from, struct node *list)
{
    struct node *term = list->last;
    if (term == NULL || term->kind != NODE_DEFINED_TERM)
        term = markup_add(r, NODE_DEFINED_TERM, from, list);
    else
        markup_join(r, term, markup_add(r, NODE_LINE_BREAK, from, NULL));
    markup_put_inlines(r, from, term);
    markup_trim(term);
}

static void put_definition(struct markup_reader *r, const struct html_node *from, struct node *list)
{
    if (list->last == NULL)
        markup_add(r, NODE_DEFINED_TERM, from, list);
    struct node *definition = markup_add(r, NODE_DEFINITION, from, list);
    if (markup_is(from, "dd"))
        markup_put_blocks(r, from, definition, NODE_PLAIN);
    else
        markup_put_alone(r, from, definition);
    markup_settle_plains(definition, true);
}

/* Groups of them may stand in a `div`; other words are definitions. */
static void put_terms(struct markup_reader *r, const struct html_node *from, struct node *list)
{
    for (const struct html_node *child = from->first; child != NULL && !r->failed;
         child = child->next) {
        if (markup_is(child, "dt"))
            put_term(r, child, list);
        else if (markup_is(child, "dd") || (child->name.len == 0 && !is_blank_text(child)))
            put_definition(r, child, list);
        else
            put_terms(r, child, list);
    }
}

void markup_put_definitions(struct markup_reader *r, const struct html_node *from, struct node *to)
{
    struct node *list = markup_add(r, NODE_DEFINITION_LIST, from, to);
    if (markup_enter(r, from, 3))
        put_terms(r, from, list);
    markup_leave(r, 3);
    set_tightness(list);
}
