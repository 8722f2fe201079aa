/* Lists and definitions. */
#include "write/markdown_room.h"

/* ---- empty lines or none ---- */

enum { HAS_PLAIN = 1, HAS_PARA = 2 };

/* cmark-gfm sees an empty line behind each row of a table. */
static bool ends_with_table(const struct node *node)
{
    while (node != NULL
           && (node->kind == NODE_BULLET_LIST || node->kind == NODE_ORDERED_LIST
               || node->kind == NODE_ITEM))
        node = node->last;
    return node != NULL && node->kind == NODE_TABLE;
}

/*
 * What stands in an item by itself or in divs: paragraphs of either kind. A figure is one; a table
 * or raw HTML makes a list one with empty lines too.
 */
static int find_paras(const struct node *item)
{
    int found = 0;
    for (const struct node *node = item->first; node != NULL; node = node->next) {
        if (node->kind == NODE_PLAIN)
            found |= HAS_PLAIN;
        else if (node->kind == NODE_PARA || node->kind == NODE_FIGURE
                 || node->kind == NODE_RAW_BLOCK || ends_with_table(node))
            found |= HAS_PARA;
        else if (node->kind == NODE_DIV && markdown_alert(node) == NULL)
            found |= find_paras(node);
    }
    return found;
}

/* Markdown has lists with empty lines between all their items, and lists with none. */
static bool is_tight(struct markdown *m, const struct node *list)
{
    int found = 0;
    for (const struct node *item = list->first; item != NULL; item = item->next)
        found |= find_paras(item);
    if (found == (HAS_PLAIN | HAS_PARA))
        markdown_simplify(m, list, "a list has empty lines between all its blocks or none");
    return (found & HAS_PARA) == 0;
}

/*
 * cmark-gfm does not see the empty line behind a rule, which the fence of a div is to it, and which
 * may be the last of a definition.
 */
static bool hides_empty_line(const struct node *block)
{
    return block->kind == NODE_HORIZONTAL_RULE || block->kind == NODE_DEFINITION_LIST
        || (block->kind == NODE_DIV && markdown_alert(block) == NULL);
}

/* Whether there is an empty line between two blocks or two items that the reader sees. */
static bool shows_empty_line(const struct node *list)
{
    for (const struct node *item = list->first; item != NULL; item = item->next) {
        if (item->first == NULL && item->next != NULL)
            return true;
        for (const struct node *block = item->first; block != NULL; block = block->next)
            if (!hides_empty_line(block) && (block->next != NULL || item->next != NULL))
                return true;
    }
    return false;
}

/* Comments, which readers drop, around an empty line that makes the list one with such lines. */
static void put_empty_line(struct markdown *m, const struct node *item)
{
    if (item->last != NULL && hides_empty_line(item->last))
        lines_end(&m->lines);
    if (item->last == NULL || hides_empty_line(item->last))
        markdown_put_parting(m);
    lines_end(&m->lines);
    markdown_put_parting(m);
}

/* ---- items ---- */

/* GFM sees a box only where nothing but spaces stands before its item; else it is a sign. */
static void put_task(struct markdown *m, struct str task, bool alone)
{
    if (task.len == 0)
        return;
    if (alone)
        out_c(m->out, str_is(task, "done") ? "[x] " : "[ ] ");
    else
        out_c(m->out, str_is(task, "done") ? "☒ " : "☐ ");
    m->boxed = !alone;
}

static void put_item(struct markdown *m, const struct node *item, struct str marker,
                     bool empty_line)
{
    struct str first = item->first != NULL || empty_line ? marker : str_trim(marker);
    bool alone = !m->lines.begun && str_trim(out_str(&m->lines.prefix)).len == 0;
    size_t mark = lines_enter(&m->lines, first, lines_spaces(marker.len));
    put_task(m, node_attr(item, "task"), alone);
    markdown_put_blocks(m, item);
    if (empty_line)
        put_empty_line(m, item);
    if (m->lines.begun)
        lines_end(&m->lines);
    lines_leave(&m->lines, mark);
}

/* ---- lists ---- */

static void check_marks(struct markdown *m, const struct node *list)
{
    if (list->list.style != STYLE_DEFAULT && list->list.style != STYLE_DECIMAL)
        markdown_simplify(m, list, "a list is numbered with digits");
    if (list->list.delimiter == DELIMITER_TWO_PARENS)
        markdown_simplify(m, list, "a list's number has a full stop or a parenthesis behind it");
    if (list->list.start < 0)
        markdown_simplify(m, list, "a list begins with 0 to 999999999");
}

/* Nine digits are the most that a number may have. */
static struct str number_of(struct markdown *m, const struct node *list, int i)
{
    enum { MOST = 999999999 };
    int start = list->list.start < 0 ? 0 : list->list.start;
    int number = start > MOST - i ? MOST : start + i;
    if (start > MOST)
        markdown_simplify(m, list, "a list begins with 0 to 999999999");
    return str_fmt(m->arena, "%d%s ", number,
                   list->list.delimiter == DELIMITER_ONE_PAREN ? ")" : ".");
}

/* `- - -` would be a rule. */
static struct str bullet_of(const struct markdown *m)
{
    struct str text = str_trim(out_str(m->out));
    return m->lines.begun && str_ends(text, STR("-")) ? STR("+ ") : STR("- ");
}

void markdown_put_list(struct markdown *m, const struct node *list)
{
    bool ordered = list->kind == NODE_ORDERED_LIST, outer = m->tight;
    bool tight = is_tight(m, list);
    bool wants_line = !tight && !shows_empty_line(list);
    struct str bullet = bullet_of(m);
    int i = 0;
    if (ordered)
        check_marks(m, list);
    for (const struct node *item = list->first; item != NULL; item = item->next, i++) {
        if (item->prev != NULL && !tight)
            lines_end(&m->lines);
        m->tight = tight;
        put_item(m, item, ordered ? number_of(m, list, i) : bullet,
                 wants_line && item->next == NULL);
    }
    m->tight = outer;
}

/* ---- definitions ---- */

static bool is_only_image(const struct node *term)
{
    return term->first != NULL && term->first->next == NULL && term->first->kind == NODE_IMAGE;
}

static void put_term(struct markdown *m, const struct node *term)
{
    if (term->first == NULL || is_only_image(term)) {
        markdown_simplify(m, term, "a defined term is words");
        lines_begin(&m->lines);
        out_c(m->out, "&#8203;");
    }
    markdown_put_line(m, term);
    lines_end(&m->lines);
}

static void put_definition(struct markdown *m, const struct node *definition)
{
    const struct node *before = definition->prev;
    if (!m->tight && before != NULL && before->kind == NODE_DEFINITION)
        lines_end(&m->lines);
    if (definition->first != NULL) {
        markdown_put_within(m, definition, STR(": "), STR("  "));
        return;
    }
    lines_begin(&m->lines);
    out_c(m->out, ": ");
    markdown_put_parting(m);
}

void markdown_put_definitions(struct markdown *m, const struct node *list)
{
    for (const struct node *node = list->first; node != NULL; node = node->next) {
        if (node->kind == NODE_DEFINITION) {
            put_definition(m, node);
            continue;
        }
        if (node->prev != NULL) {
            if (m->tight)
                markdown_put_parting(m);
            else
                lines_end(&m->lines);
        }
        put_term(m, node);
    }
}
