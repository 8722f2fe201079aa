#include "write/docbook_nesting.h"

#include "model/site.h"

static const struct {
    enum exclusive outer;
    unsigned excluded;
} exclusions[] = {
#define EXCLUSION(element, excluded) {element, excluded},
#include "write/docbook_nesting.def"
};

unsigned nesting_excluded(enum exclusive outer)
{
    for (size_t i = 0; i < sizeof exclusions / sizeof exclusions[0]; i++)
        if (exclusions[i].outer == outer)
            return exclusions[i].excluded;
    return 0;
}

const char *nesting_name(unsigned set)
{
    static const struct {
        enum exclusive bit;
        const char *name;
    } names[] = {{ADMONITION, "an admonition"},     {FIGURE, "a figure with a caption"},
                 {TABLE, "a table with a caption"}, {INFORMALTABLE, "a table"},
                 {FOOTNOTE, "a footnote"},          {ANNOTATION, "a note"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if ((set & names[i].bit) != 0)
            return names[i].name;
    return "nothing";
}

const struct node *nesting_caption(const struct node *node)
{
    for (const struct node *child = node->first; child != NULL; child = child->next)
        if (child->kind == NODE_CAPTION)
            return child;
    return NULL;
}

bool nesting_has_title(const struct node *node)
{
    const struct node *caption = nesting_caption(node);
    const struct node *first = caption != NULL ? caption->first : NULL;
    bool inlines = first != NULL && (first->kind == NODE_PLAIN || first->kind == NODE_PARA);
    return inlines && !node_is_empty(first);
}

static unsigned wanted_by_one(const struct node *node)
{
    if (node->kind == NODE_TABLE)
        return nesting_has_title(node) ? TABLE : INFORMALTABLE;
    if (node->kind == NODE_FIGURE)
        return nesting_has_title(node) ? FIGURE : 0;
    if (node->kind == NODE_DIV)
        return node_has_class(node, "admonition") ? ADMONITION : 0;
    return node->kind == NODE_NOTE ? FOOTNOTE : 0;
}

unsigned nesting_wanted_below(const struct node *node)
{
    unsigned wanted = 0;
    for (const struct node *at = node->first; at != NULL;
         at = at->kind == NODE_NOTE ? node_after(node, at) : node_next(node, at))
        wanted |= wanted_by_one(at);
    return wanted;
}

static bool is_named_span(const struct node *span)
{
    return node_has_class(span, "note") || node_has_class(span, "title")
        || node_has_class(span, "kbd") || node_has_class(span, "abbr")
        || node_has_class(span, "cite");
}

static bool is_text_alone(const struct node *node)
{
    switch (node->kind) {
    case NODE_STR:
    case NODE_SPACE:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_RAW_INLINE:
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT:
    case NODE_IMAGE: return true;
    case NODE_SPAN: return !is_named_span(node);
    case NODE_LINK:
        return !node_has_class(node, "fnref")
            && (node->ref == NULL ? !str_starts(node->target, STR("term:"))
                                  : node->ref->kind != REF_TERM);
    case NODE_PLAIN:
    case NODE_PARA:
    case NODE_LINE_BLOCK:
    case NODE_CODE_BLOCK:
    case NODE_RAW_BLOCK:
    case NODE_BLOCK_QUOTE:
    case NODE_ORDERED_LIST:
    case NODE_BULLET_LIST:
    case NODE_DEFINITION_LIST:
    case NODE_HEADER:
    case NODE_HORIZONTAL_RULE:
    case NODE_TABLE:
    case NODE_FIGURE:
    case NODE_DIV:
    case NODE_EMPH:
    case NODE_UNDERLINE:
    case NODE_STRONG:
    case NODE_STRIKEOUT:
    case NODE_SMALL_CAPS:
    case NODE_QUOTED:
    case NODE_CITE:
    case NODE_CODE:
    case NODE_MATH:
    case NODE_NOTE:
    case NODE_BLOCKS:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_ITEM:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT:
    case NODE_ROW:
    case NODE_CELL: break;
    }
    return false;
}

bool nesting_is_text(const struct node *node)
{
    for (const struct node *at = node; at != NULL;
         at = at->kind == NODE_IMAGE ? node_after(node, at) : node_next(node, at))
        if (!is_text_alone(at))
            return false;
    return true;
}
