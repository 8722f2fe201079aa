/* Blocks: each kind as the lines that the reader takes for it. */
#include "write/markdown_room.h"

#include "base/utf8.h"

/* ---- what stands between blocks ---- */

void markdown_put_parting(struct markdown *m)
{
    lines_begin(&m->lines);
    markdown_part(m);
    lines_end(&m->lines);
}

static bool is_text(const struct node *node)
{
    return node->kind == NODE_PLAIN || node->kind == NODE_PARA;
}

static bool has_classes(const struct node *node, size_t count)
{
    return node->attr != NULL && node->attr->id.len == 0 && node->attr->pairs.count == 0
        && node->attr->classes.count == count;
}

const char *markdown_alert(const struct node *div)
{
    static const char *const names[][2] = {{"note", "NOTE"},
                                           {"tip", "TIP"},
                                           {"important", "IMPORTANT"},
                                           {"warning", "WARNING"},
                                           {"caution", "CAUTION"}};
    if (!has_classes(div, 2) || !str_is(div->attr->classes.at[0], "admonition"))
        return NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_is(div->attr->classes.at[1], names[i][0]))
            return names[i][1];
    return NULL;
}

/* Two lists that would be one. */
static bool would_join(const struct node *a, const struct node *b)
{
    bool bullets = a->kind == NODE_BULLET_LIST && b->kind == NODE_BULLET_LIST;
    bool ordered = a->kind == NODE_ORDERED_LIST && b->kind == NODE_ORDERED_LIST;
    bool paren = ordered && a->list.delimiter == DELIMITER_ONE_PAREN;
    return bullets || (ordered && paren == (b->list.delimiter == DELIMITER_ONE_PAREN));
}

/* Whether two blocks stay two on lines that follow each other. */
static bool holds_apart(const struct node *a, const struct node *b)
{
    if (b->kind == NODE_HEADER || b->kind == NODE_CODE_BLOCK
        || (b->kind == NODE_DIV && markdown_alert(b) == NULL))
        return true;
    bool closed = a->kind == NODE_HEADER || a->kind == NODE_CODE_BLOCK
        || a->kind == NODE_HORIZONTAL_RULE || (a->kind == NODE_DIV && markdown_alert(a) == NULL);
    if (b->kind == NODE_BULLET_LIST)
        return (is_text(a) && b->first != NULL && b->first->first != NULL) || closed;
    return closed || (is_text(a) && b->kind == NODE_HORIZONTAL_RULE);
}

void markdown_put_gap(struct markdown *m, const struct node *before, const struct node *after)
{
    bool join = would_join(before, after);
    if (before->kind == NODE_DEFINITION_LIST && after->kind == NODE_DEFINITION_LIST)
        markdown_simplify(m, after, "two lists of definitions in a row are one");
    if (!m->tight)
        lines_end(&m->lines);
    if (join || (m->tight && !holds_apart(before, after)))
        markdown_put_parting(m);
    if (join && !m->tight)
        lines_end(&m->lines);
}

static void put_block(struct markdown *m, const struct node *node);

void markdown_put_blocks(struct markdown *m, const struct node *parent)
{
    for (const struct node *node = parent->first; node != NULL; node = node->next) {
        if (node->prev != NULL)
            markdown_put_gap(m, node->prev, node);
        put_block(m, node);
    }
}

void markdown_put_within(struct markdown *m, const struct node *parent, struct str first,
                         struct str rest)
{
    bool tight = m->tight, one_line = m->one_line;
    m->tight = m->one_line = false;
    size_t mark = lines_enter(&m->lines, first, rest);
    markdown_put_blocks(m, parent);
    if (m->lines.begun)
        lines_end(&m->lines);
    lines_leave(&m->lines, mark);
    m->tight = tight;
    m->one_line = one_line;
}

/* ---- text ---- */

static void put_para(struct markdown *m, const struct node *node)
{
    const struct node *only = node->first;
    if (!m->tight && only != NULL && only->next == NULL && only->kind == NODE_IMAGE)
        markdown_simplify(m, node, "an image alone in its paragraph is a figure");
    m->in_quote = node->parent->kind == NODE_BLOCK_QUOTE && node->next == NULL;
    markdown_put_line(m, node);
    m->in_quote = false;
    lines_end(&m->lines);
}

static void put_header(struct markdown *m, const struct node *node)
{
    enum { DEEPEST = 6 };
    int level = node->level < 1 ? 1 : node->level > DEEPEST ? DEEPEST : node->level;
    if (level != node->level)
        markdown_simplify(m, node, "a heading has a level from 1 to 6");
    lines_begin(&m->lines);
    out_raw(m->out, str_slice(STR("######"), 0, (size_t)level));
    m->one_line = m->heading = true;
    if (node->first != NULL) {
        out_char(m->out, ' ');
        markdown_put_line(m, node);
    }
    m->one_line = m->heading = false;
    struct str attr = markdown_attr(m, node, 0);
    if (attr.len != 0 && node->first == NULL)
        markdown_simplify(m, node, "a heading without words has no attributes");
    else if (attr.len != 0)
        out_fmt(m->out, " %.*s", STR_ARG(attr));
    lines_end(&m->lines);
}

static void put_rule(struct markdown *m)
{
    lines_begin(&m->lines);
    out_c(m->out, "* * *");
    lines_end(&m->lines);
}

/* ---- code ---- */

static bool is_language(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] <= ' ' || name.at[i] == '{' || name.at[i] == '}'
            || name.at[i] == '`' || name.at[i] == '~')
            return false;
    return name.len != 0;
}

/* What stands behind a fence is unescaped before it is read as attributes. */
static void put_info(struct markdown *m, struct str info)
{
    for (size_t i = 0; i < info.len; i++) {
        bool entity = info.at[i] == '&' && markdown_is_entity(info, i);
        out_c(m->out, info.at[i] == '\\' ? "\\" : "");
        out_char(m->out, info.at[i]);
        out_c(m->out, entity ? "amp;" : "");
    }
}

static size_t fence_length(struct str text, char c)
{
    size_t longest = 2, run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.at[i] == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest + 1;
}

static void put_code_block(struct markdown *m, const struct node *node)
{
    struct str language = STR_NONE;
    if (node->attr != NULL && node->attr->classes.count != 0
        && is_language(node->attr->classes.at[0]))
        language = node->attr->classes.at[0];
    if (language.len != 0 && markdown_attr(m, node, 1).len != 0)
        language = STR_NONE; /* it stands in braces then, where pandoc sees it too */
    struct str attr = markdown_attr(m, node, language.len != 0);
    char fence = str_has(language, STR("`")) || str_has(attr, STR("`")) ? '~' : '`';
    size_t length = fence_length(node->text, fence);
    lines_begin(&m->lines);
    for (size_t i = 0; i < length; i++)
        out_char(m->out, fence);
    put_info(m, language);
    put_info(m, attr);
    lines_end(&m->lines);
    if (node->text.len != 0)
        lines_put_text(&m->lines, node->text);
    lines_begin(&m->lines);
    for (size_t i = 0; i < length; i++)
        out_char(m->out, fence);
    lines_end(&m->lines);
}

/* ---- quotations ---- */

/* `— Author, *Work*` on the last line of a quotation. */
static bool is_attribution(const struct node *div)
{
    const struct node *para = div->first;
    if (div->kind != NODE_DIV || div->parent->kind != NODE_BLOCK_QUOTE || div->next != NULL
        || div->prev == NULL || !has_classes(div, 1) || !node_has_class(div, "attribution")
        || para == NULL || para->next != NULL || para->kind != NODE_PARA)
        return false;
    for (const struct node *node = para->first; node != NULL; node = node_next(para, node))
        if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
            return false;
    return para->first != NULL;
}

static void put_attribution(struct markdown *m, const struct node *div)
{
    lines_begin(&m->lines);
    out_c(m->out, "— ");
    m->start = 0; /* no line begins here */
    markdown_put_inlines(m, div->first);
    lines_end(&m->lines);
}

static void put_quote(struct markdown *m, const struct node *node)
{
    markdown_put_within(m, node, node->first != NULL ? STR("> ") : STR(">"), STR("> "));
}

/* ---- divs ---- */

static void put_alert(struct markdown *m, const struct node *div, const char *name)
{
    size_t mark = lines_enter(&m->lines, STR("> "), STR("> "));
    out_fmt(m->out, "[!%s]", name);
    lines_end(&m->lines);
    if (div->first != NULL) {
        if (!is_text(div->first) || markdown_is_gap(div->first->first))
            lines_end(&m->lines);
        bool tight = m->tight;
        m->tight = false;
        markdown_put_blocks(m, div);
        m->tight = tight;
    }
    lines_leave(&m->lines, mark);
}

static void put_fence(struct markdown *m, struct str words)
{
    lines_begin(&m->lines);
    out_fmt(m->out, "::: %.*s", STR_ARG(words));
    lines_end(&m->lines);
}

static void put_div(struct markdown *m, const struct node *node)
{
    const char *alert = markdown_alert(node);
    struct str attr = markdown_attr(m, node, 0);
    if (is_attribution(node)) {
        put_attribution(m, node);
    } else if (alert != NULL) {
        put_alert(m, node, alert);
    } else {
        put_fence(m, attr.len != 0 ? attr : STR("{}"));
        markdown_put_blocks(m, node);
        if (node->last != NULL && node->last->kind == NODE_RAW_BLOCK)
            lines_end(&m->lines);
        lines_begin(&m->lines);
        out_c(m->out, ":::");
        lines_end(&m->lines);
    }
}

static void put_figure(struct markdown *m, const struct node *node)
{
    const struct node *caption = node_child(node, NODE_CAPTION);
    const struct node *block = caption != NULL ? caption->next : node->first;
    lines_begin(&m->lines);
    m->start = m->out->len;
    markdown_put_image(m, block->first, caption);
    lines_end(&m->lines);
}

/* ---- one block ---- */

static void put_block(struct markdown *m, const struct node *node)
{
    switch (node->kind) {
    case NODE_PLAIN:
    case NODE_PARA: put_para(m, node); break;
    case NODE_CODE_BLOCK: put_code_block(m, node); break;
    case NODE_RAW_BLOCK: markdown_put_raw_block(m, node); break;
    case NODE_BLOCK_QUOTE: put_quote(m, node); break;
    case NODE_ORDERED_LIST:
    case NODE_BULLET_LIST: markdown_put_list(m, node); break;
    case NODE_DEFINITION_LIST: markdown_put_definitions(m, node); break;
    case NODE_HEADER: put_header(m, node); break;
    case NODE_HORIZONTAL_RULE: put_rule(m); break;
    case NODE_TABLE: markdown_put_table(m, node); break;
    case NODE_FIGURE: put_figure(m, node); break;
    case NODE_DIV: put_div(m, node); break;
    case NODE_LINE_BLOCK: /* fitting has made a paragraph of it */
    case NODE_STR:
    case NODE_EMPH:
    case NODE_UNDERLINE:
    case NODE_STRONG:
    case NODE_STRIKEOUT:
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT:
    case NODE_SMALL_CAPS:
    case NODE_QUOTED:
    case NODE_CITE:
    case NODE_CODE:
    case NODE_SPACE:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_MATH:
    case NODE_RAW_INLINE:
    case NODE_LINK:
    case NODE_IMAGE:
    case NODE_NOTE:
    case NODE_SPAN:
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
    case NODE_CELL: markdown_put_blocks(m, node); break;
    }
}
