/*
 * Fitting: before a tree is written, what Markdown has no form for becomes what it has one for, so
 * that the writing itself has nothing to decide.
 */
#include "base/utf8.h"
#include "write/markdown_room.h"

static void fit_children(struct markdown *m, struct node *parent)
{
    for (struct node *node = parent->first, *next; node != NULL; node = next) {
        next = node->next;
        markdown_fit(m, node);
    }
    if (node_fact(parent->kind)->holds != HOLDS_INLINES)
        return;
    markdown_fit_words(m, parent);
    markdown_fit_gaps(parent);
}

/* ---- inlines ---- */

/* Wrap `node` in a Span that takes its attributes over. */
static struct node *wrap(struct markdown *m, struct node *node)
{
    struct node *span = node_new(m->arena, NODE_SPAN, node->span);
    span->attr = node->attr;
    node->attr = NULL;
    node_wrap(span, node, node);
    return span;
}

static void fit_code(struct markdown *m, struct node *node)
{
    if (node->text.len == 0) {
        markdown_simplify(m, node, "code without a text is left out");
        node_remove(node);
        return;
    }
    struct out out = out_sized(m->arena, node->text.len);
    for (size_t i = 0; i < node->text.len; i++)
        out_char(&out,
                 node->text.at[i] == '\n' || node->text.at[i] == '\r' ? ' ' : node->text.at[i]);
    node->text = out_str(&out);
    if (attr_is_empty(node->attr))
        return;
    markdown_simplify(m, node, "attributes of code go to a span around it");
    wrap(m, node);
}

static void fit_math(struct markdown *m, struct node *node)
{
    markdown_simplify(m, node, "a formula is written as code in a span of the class `math`");
    struct node *span = wrap(m, node);
    node_add_class(m->arena, span, STR("math"));
    node_add_class(m->arena, span, node->math == MATH_DISPLAY ? STR("display") : STR("inline"));
    node->kind = NODE_CODE;
    node->level = 0;
    fit_code(m, node);
}

static void become_span(struct markdown *m, struct node *node, struct str class_name,
                        const char *what)
{
    markdown_simplify(m, node, what);
    node->kind = NODE_SPAN;
    node->level = 0;
    node_add_class(m->arena, node, class_name);
    fit_children(m, node);
}

static void put_mark(struct markdown *m, struct node *node, bool first, struct str mark)
{
    struct node *sign = node_text_new(m->arena, NODE_STR, mark, node->span);
    if (first)
        node_prepend(node, sign);
    else
        node_append(node, sign);
}

/* As our own reader has it: the marks themselves. */
static void fit_quoted(struct markdown *m, struct node *node)
{
    bool twice = node->quote == QUOTE_DOUBLE;
    fit_children(m, node);
    put_mark(m, node, true, twice ? STR("“") : STR("‘"));
    put_mark(m, node, false, twice ? STR("”") : STR("’"));
    node_unwrap(node);
}

static void unwrap(struct markdown *m, struct node *node, const char *what)
{
    if (what != NULL)
        markdown_simplify(m, node, what);
    fit_children(m, node);
    node_unwrap(node);
}

/* `*` within `_`; a third mark could be taken for the end of the first. */
static void fit_emphasis(struct markdown *m, struct node *node)
{
    enum { MARKS = 2 };
    if (m->emphasis >= MARKS) {
        unwrap(m, node, "emphasis in emphasis in emphasis is left out");
        return;
    }
    m->emphasis++;
    fit_children(m, node);
    m->emphasis--;
    markdown_hoist_gaps(node);
    if (node->first == NULL)
        node_remove(node);
}

static void fit_strikeout(struct markdown *m, struct node *node)
{
    if (m->in_strikeout) {
        unwrap(m, node, "what is struck out within what is struck out is so once");
        return;
    }
    m->in_strikeout = true;
    fit_children(m, node);
    m->in_strikeout = false;
    markdown_hoist_gaps(node);
    if (node->first == NULL)
        node_remove(node);
}

static void fit_script(struct markdown *m, struct node *node)
{
    fit_children(m, node);
    markdown_hoist_gaps(node);
}

static void fit_span(struct markdown *m, struct node *node)
{
    if (attr_is_empty(node->attr) || markdown_attr(m, node, 0).len == 0)
        unwrap(m, node, NULL);
    else
        fit_children(m, node);
}

/* What links, images and notes hold has marks and brackets of its own. */
static void fit_apart(struct markdown *m, struct node *node, bool link)
{
    int emphasis = m->emphasis;
    bool in_strikeout = m->in_strikeout, in_link = m->in_link;
    m->emphasis = 0;
    m->in_strikeout = false;
    m->in_link = link;
    fit_children(m, node);
    m->emphasis = emphasis;
    m->in_strikeout = in_strikeout;
    m->in_link = in_link;
}

static bool leads_nowhere(const struct node *link)
{
    struct str target = str_trim(link->target);
    return target.len == 0 || str_is(target, "#");
}

static void fit_link(struct markdown *m, struct node *node)
{
    if (m->in_link)
        unwrap(m, node, "a link within a link is its text");
    else if (leads_nowhere(node))
        unwrap(m, node, "a link that leads nowhere is its text");
    else
        fit_apart(m, node, true);
}

static void fit_raw(struct markdown *m, struct node *node)
{
    if (str_is(node->format, "html") && node->text.len != 0)
        return;
    markdown_simplify(m, node, "what is raw for a format other than HTML is left out");
    node_remove(node);
}

/* ---- blocks ---- */

static void fit_para(struct markdown *m, struct node *node)
{
    fit_children(m, node);
    if (node->first == NULL)
        node_remove(node);
}

static void fit_lines(struct markdown *m, struct node *node)
{
    markdown_simplify(m, node, "lines of a verse become a paragraph with line breaks");
    struct node *para = node_new(m->arena, NODE_PARA, node->span);
    for (struct node *line = node->first; line != NULL; line = line->next) {
        if (line != node->first)
            node_append(para, node_new(m->arena, NODE_LINE_BREAK, line->span));
        node_move_children(para, line);
    }
    node_replace(node, para);
    fit_para(m, para);
}

static void fit_raw_block(struct markdown *m, struct node *node)
{
    node->text = str_trim(node->text);
    fit_raw(m, node);
}

/* A box stands in a paragraph: the item's first, or one of its own. */
static void fit_item(struct markdown *m, struct node *item)
{
    struct str task = node_attr(item, "task");
    fit_children(m, item);
    const struct node *first = item->first;
    if (task.len == 0 || (first != NULL && (first->kind == NODE_PLAIN || first->kind == NODE_PARA)))
        return;
    struct node *plain = node_new(m->arena, NODE_PLAIN, item->span);
    struct str box = str_is(task, "done") ? STR("☒") : STR("☐");
    node_append(plain, node_text_new(m->arena, NODE_STR, box, item->span));
    node_prepend(item, plain);
    item->attr = NULL;
}

/* ---- figures ---- */

/* The image of a figure that has nothing else in it. */
static struct node *find_only_image(const struct node *figure)
{
    const struct node *caption = node_child(figure, NODE_CAPTION);
    const struct node *block = caption != NULL ? caption->next : figure->first;
    bool one = block != NULL && block->next == NULL
        && (block->kind == NODE_PLAIN || block->kind == NODE_PARA);
    struct node *image = one ? block->first : NULL;
    return image != NULL && image->next == NULL && image->kind == NODE_IMAGE ? image : NULL;
}

/* A caption is written as a title, which has no marks, and whose signs are set by the reader. */
static bool is_plain_caption(const struct node *caption)
{
    const struct node *words = caption->first;
    if (words == NULL || words->next != NULL || caption->brief != NULL)
        return false;
    for (const struct node *word = words->first; word != NULL; word = word->next)
        if (word->kind != NODE_SPACE
            && (word->kind != NODE_STR || str_has(word->text, STR("\""))
                || str_has(word->text, STR("'")) || str_has(word->text, STR("--"))
                || str_has(word->text, STR("..."))))
            return false;
    return true;
}

/* The figure's attributes are written with its image's. */
static void merge_attributes(struct markdown *m, struct node *figure, struct node *image)
{
    const struct attr *attr = figure->attr;
    if (attr == NULL ? node_id(image).len == 0 : attr->classes.count + attr->pairs.count == 0)
        return;
    markdown_simplify(m, figure, "the attributes of a figure and its image are written as one's");
    for (size_t i = 0; attr != NULL && i < attr->classes.count; i++)
        node_add_class(m->arena, image, attr->classes.at[i]);
    for (size_t i = 0; attr != NULL && i < attr->pairs.count; i++)
        node_set_attr(m->arena, image, attr->pairs.at[i].key, attr->pairs.at[i].value);
}

static void fit_only_image(struct markdown *m, struct node *figure, struct node *image)
{
    const struct node *caption = node_child(figure, NODE_CAPTION);
    merge_attributes(m, figure, image);
    if (node_id(figure).len != 0)
        node_set_id(m->arena, image, node_id(figure));
    if (caption != NULL && !is_plain_caption(caption))
        markdown_simplify(m, figure, "the caption of a figure is its bare text");
    if (image->title.len == 0)
        return;
    markdown_simplify(m, figure, "the title of a figure's image is its caption, or left out");
    if (caption != NULL)
        image->title = STR_NONE;
}

/* A div, with its caption as another at its end. */
static void become_div(struct markdown *m, struct node *figure)
{
    struct node *caption = node_child(figure, NODE_CAPTION);
    markdown_simplify(m, figure, "a figure of more than an image is a div");
    figure->kind = NODE_DIV;
    figure->title = STR_NONE;
    node_add_class(m->arena, figure, STR("figure"));
    if (caption == NULL)
        return;
    caption->kind = NODE_DIV;
    caption->brief = NULL;
    node_add_class(m->arena, caption, STR("caption"));
    node_remove(caption);
    node_append(figure, caption);
}

static void fit_figure(struct markdown *m, struct node *node)
{
    fit_children(m, node);
    struct node *image = find_only_image(node);
    if (image != NULL)
        fit_only_image(m, node, image);
    else
        become_div(m, node);
}

/* ---- one node ---- */

static void fit_inline(struct markdown *m, struct node *node)
{
    switch ((int)node->kind) {
    case NODE_EMPH:
    case NODE_STRONG: fit_emphasis(m, node); break;
    case NODE_STRIKEOUT: fit_strikeout(m, node); break;
    case NODE_SUPERSCRIPT:
    case NODE_SUBSCRIPT: fit_script(m, node); break;
    case NODE_UNDERLINE:
        become_span(m, node, STR("underline"), "what is underlined is a span of that class");
        break;
    case NODE_SMALL_CAPS:
        become_span(m, node, STR("smallcaps"), "small capitals are a span of that class");
        break;
    case NODE_QUOTED: fit_quoted(m, node); break;
    case NODE_CITE: unwrap(m, node, "a citation is its text"); break;
    case NODE_CODE: fit_code(m, node); break;
    case NODE_MATH: fit_math(m, node); break;
    case NODE_RAW_INLINE: fit_raw(m, node); break;
    case NODE_LINK: fit_link(m, node); break;
    case NODE_IMAGE: fit_apart(m, node, m->in_link); break;
    case NODE_NOTE: fit_apart(m, node, false); break;
    case NODE_SPAN: fit_span(m, node); break;
    default: break; /* words and gaps, which fit_children sees to */
    }
}

void markdown_fit(struct markdown *m, struct node *node)
{
    switch ((int)node->kind) {
    case NODE_PLAIN:
    case NODE_PARA: fit_para(m, node); break;
    case NODE_LINE_BLOCK: fit_lines(m, node); break;
    case NODE_RAW_BLOCK: fit_raw_block(m, node); break;
    case NODE_FIGURE: fit_figure(m, node); break;
    case NODE_ITEM: fit_item(m, node); break;
    default:
        if (node_is_inline(node))
            fit_inline(m, node);
        else
            fit_children(m, node);
        break;
    }
}
