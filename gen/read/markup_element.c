/* What each element of HTML means. */
#include <stdlib.h>

#include "read/markup_room.h"

/* By name. The first is for all that are not named here, of which only the content counts. */
static const struct markup_element elements[] = {
    {"", NULL, 0, false},
    {"a", markup_put_link, NODE_LINK, false},
    {"address", NULL, 0, true},
    {"article", NULL, 0, true},
    {"aside", markup_put_aside, NODE_DIV, true},
    {"b", markup_put_marked, NODE_STRONG, false},
    {"base", markup_put_nothing, 0, false},
    {"bdo", markup_put_bdo, NODE_SPAN, false},
    {"blockquote", markup_put_quote, NODE_BLOCK_QUOTE, true},
    {"body", NULL, 0, true},
    {"br", markup_put_break, NODE_LINE_BREAK, false},
    {"caption", NULL, 0, true},
    {"center", NULL, 0, true},
    {"cite", markup_put_cite, NODE_EMPH, false},
    {"code", markup_put_code, NODE_CODE, false},
    {"dd", NULL, 0, true},
    {"del", markup_put_marked, NODE_STRIKEOUT, false},
    {"details", NULL, 0, true},
    {"dfn", markup_put_named_span, NODE_SPAN, false},
    {"dir", NULL, 0, true},
    {"div", markup_put_div, NODE_DIV, true},
    {"dl", markup_put_definitions, NODE_DEFINITION_LIST, true},
    {"dt", NULL, 0, true},
    {"em", markup_put_marked, NODE_EMPH, false},
    {"fieldset", NULL, 0, true},
    {"figcaption", NULL, 0, true},
    {"figure", markup_put_figure, NODE_FIGURE, true},
    {"footer", markup_put_footer, NODE_DIV, true},
    {"form", NULL, 0, true},
    {"h1", markup_put_heading, NODE_HEADER, true},
    {"h2", markup_put_heading, NODE_HEADER, true},
    {"h3", markup_put_heading, NODE_HEADER, true},
    {"h4", markup_put_heading, NODE_HEADER, true},
    {"h5", markup_put_heading, NODE_HEADER, true},
    {"h6", markup_put_heading, NODE_HEADER, true},
    {"head", NULL, 0, true},
    {"header", markup_put_div, NODE_DIV, true},
    {"hgroup", NULL, 0, true},
    {"hr", markup_put_rule, NODE_HORIZONTAL_RULE, true},
    {"html", markup_put_root, 0, true},
    {"i", markup_put_marked, NODE_EMPH, false},
    {"img", markup_put_image, NODE_IMAGE, false},
    {"input", markup_put_nothing, 0, false},
    {"ins", markup_put_marked, NODE_UNDERLINE, false},
    {"kbd", markup_put_named_span, NODE_SPAN, false},
    {"li", NULL, 0, true},
    {"link", markup_put_nothing, 0, false},
    {"main", markup_put_div, NODE_DIV, true},
    {"mark", markup_put_named_span, NODE_SPAN, false},
    {"math", markup_put_mathml, NODE_MATH, false},
    {"menu", NULL, 0, true},
    {"meta", markup_put_meta, 0, false},
    {"nav", NULL, 0, true},
    {"noscript", NULL, 0, true},
    {"ol", markup_put_list, NODE_ORDERED_LIST, true},
    {"option", NULL, 0, true},
    {"p", markup_put_para, NODE_PARA, true},
    {"pre", markup_put_pre, NODE_CODE_BLOCK, true},
    {"q", markup_put_quoted, NODE_QUOTED, false},
    {"s", markup_put_marked, NODE_STRIKEOUT, false},
    {"samp", markup_put_code, NODE_CODE, false},
    {"script", markup_put_script, NODE_MATH, false},
    {"section", markup_put_div, NODE_DIV, true},
    {"small", markup_put_small, NODE_SPAN, false},
    {"span", markup_put_span, NODE_SPAN, false},
    {"strike", markup_put_marked, NODE_STRIKEOUT, false},
    {"strong", markup_put_marked, NODE_STRONG, false},
    {"style", markup_put_nothing, 0, false},
    {"sub", markup_put_marked, NODE_SUBSCRIPT, false},
    {"summary", NULL, 0, true},
    {"sup", markup_put_marked, NODE_SUPERSCRIPT, false},
    {"svg", markup_put_picture, 0, false},
    {"table", markup_put_table, NODE_TABLE, true},
    {"tbody", NULL, 0, true},
    {"td", NULL, 0, true},
    {"template", NULL, 0, true},
    {"textarea", NULL, 0, true},
    {"tfoot", NULL, 0, true},
    {"th", NULL, 0, true},
    {"thead", NULL, 0, true},
    {"title", markup_put_title, 0, false},
    {"tr", NULL, 0, true},
    {"u", markup_put_marked, NODE_UNDERLINE, false},
    {"ul", markup_put_list, NODE_BULLET_LIST, true},
    {"var", markup_put_code, NODE_CODE, false},
};

enum { HOLDS_A_BLOCK = 1, ROW_BITS = 1 }; /* of a mark; the number of the row is above them */

static int compare(const void *name, const void *row)
{
    return str_cmp(*(const struct str *)name, str_from(((const struct markup_element *)row)->name));
}

static unsigned find_row(struct str name)
{
    const struct markup_element *row =
        bsearch(&name, elements, sizeof elements / sizeof elements[0], sizeof elements[0], compare);
    return row != NULL ? (unsigned)(row - elements) : 0;
}

const struct markup_element *markup_element_of(const struct html_node *node)
{
    return &elements[node->mark >> ROW_BITS];
}

bool markup_is(const struct html_node *node, const char *name)
{
    return str_is(node->name, name);
}

bool markup_holds_block(const struct html_node *node)
{
    return (node->mark & HOLDS_A_BLOCK) != 0;
}

/* Those of which only the text is taken, whatever is in them. */
static bool is_leaf(const struct markup_element *element)
{
    return element->kind == NODE_CODE || element->put == markup_put_script
        || element->put == markup_put_mathml || element->put == markup_put_picture
        || element->put == markup_put_nothing || element->put == markup_put_title;
}

void markup_mark(struct html_node *root)
{
    unsigned row = find_row(root->name);
    root->mark = row << ROW_BITS | (elements[row].block ? HOLDS_A_BLOCK : 0);
    if (is_leaf(&elements[row]))
        return;
    for (struct html_node *node = root->first; node != NULL; node = node->next) {
        if (node->name.len != 0)
            markup_mark(node);
        root->mark |= node->mark & HOLDS_A_BLOCK;
    }
}
