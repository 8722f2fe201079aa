/* Blocks: paragraphs, sections, lists, quotations, code, admonitions. */
#include "write/docbook_room.h"

/* ---- paragraphs ---- */

static bool has_line_break(const struct node *paragraph)
{
    for (const struct node *at = paragraph->first; at != NULL;
         at = at->kind == NODE_NOTE ? node_after(paragraph, at) : node_next(paragraph, at))
        if (at->kind == NODE_LINE_BREAK)
            return true;
    return false;
}

/* DocBook has no line break: lines that count are a literallayout. */
static void put_lines(struct docbook *d, const struct node *node)
{
    struct standing outer = d->at;
    put_open(d, "literallayout", node, NULL);
    d->at.verbatim = true;
    put_layer_label(d, node);
    for (const struct node *line = node->first; line != NULL && line->kind == NODE_LINE;
         line = line->next) {
        put_inlines(d, line);
        if (line->next != NULL)
            out_char(&d->out, '\n');
    }
    if (node->kind != NODE_LINE_BLOCK)
        put_inlines(d, node);
    d->at = outer;
    put_end(d, "literallayout");
}

static void put_para(struct docbook *d, const struct node *node, const char *role)
{
    if (!d->at.in_para && !d->at.paras_only && has_line_break(node)) {
        put_lines(d, node);
        return;
    }
    const char *element = d->at.in_para ? "phrase" : "para";
    put_open(d, element, node, role);
    put_layer_label(d, node);
    put_inlines(d, node);
    put_end(d, element);
}

static void put_empty_para(struct docbook *d, const struct node *node)
{
    put_start(d, d->at.in_para ? "phrase" : "para", node, NULL);
    out_c(&d->out, "/>");
    put_line(d);
}

/* ---- runs of blocks ---- */

void put_blocks(struct docbook *d, const struct node *first)
{
    size_t start = d->out.len;
    for (const struct node *node = first; node != NULL; node = node->next)
        put_block(d, node);
    if (d->out.len == start)
        put_empty_para(d, NULL);
}

void put_paras(struct docbook *d, const struct node *blocks)
{
    struct standing outer = d->at;
    d->at.containers++;
    d->at.paras_only = true;
    put_blocks(d, blocks->first);
    d->at = outer;
}

/* Annotations wait for the end of the outermost block: only there is an article open for them. */
static void put_block_and_notes(struct docbook *d, const struct node *node)
{
    put_block(d, node);
    put_waiting(d);
}

/* ---- sections ---- */

static void count_heading(struct docbook *d, const struct node *header)
{
    carry(d, CARRIED_HEADING, node_id(header), STR_NONE);
}

static void put_section_title(struct docbook *d, const struct node *section)
{
    const struct node *header = section->first;
    bool shared = node_id(section).len == 0 || str_eq(node_id(section), node_id(header));
    put_open(d, "title", shared ? NULL : header, NULL);
    put_inlines(d, header);
    put_end(d, "title");
    count_heading(d, header);
}

static void put_section(struct docbook *d, const struct node *section)
{
    put_start(d, "section", section, NULL);
    if (node_id(section).len == 0)
        put_id(d, node_id(section->first), section->first);
    out_c(&d->out, ">\n");
    put_section_title(d, section);
    size_t start = d->out.len;
    put_waiting(d);
    put_body(d, section->first->next);
    if (d->out.len == start)
        put_empty_para(d, NULL);
    put_end(d, "section");
}

/* The first of the sections after which no block comes. */
static const struct node *find_sections(const struct node *first)
{
    const struct node *sections = first;
    for (const struct node *node = first; node != NULL; node = node->next)
        if (!node_is_section(node))
            sections = node->next;
    return sections;
}

/*
 * A section takes no more blocks after its own sections;
 * one that blocks follow is a heading with its blocks.
 */
void put_body(struct docbook *d, const struct node *first)
{
    const struct node *sections = find_sections(first);
    for (const struct node *node = first; node != sections; node = node->next)
        put_block_and_notes(d, node);
    for (const struct node *node = sections; node != NULL; node = node->next)
        put_section(d, node);
}

/* ---- headings outside of sections, rules ---- */

static void put_bridgehead(struct docbook *d, const struct node *header)
{
    static const char *const as[] = {"sect1", "sect2", "sect3", "sect4", "sect5"};
    int depth = header->level < 2 ? 0 : header->level > 6 ? 4 : header->level - 2;
    put_start(d, "bridgehead", header, NULL);
    out_put_attr(&d->out, "renderas", str_from(as[depth]));
    out_char(&d->out, '>');
    put_inlines(d, header);
    put_end(d, "bridgehead");
    count_heading(d, header);
}

static void put_rule(struct docbook *d, const struct node *rule)
{
    put_open(d, "bridgehead", rule, "rule");
    out_c(&d->out, "* * *");
    put_end(d, "bridgehead");
}

/* ---- code, quotations ---- */

static void put_code_block(struct docbook *d, const struct node *node)
{
    put_start(d, "programlisting", node, NULL);
    if (node->attr != NULL && node->attr->classes.count != 0)
        out_put_attr(&d->out, "language", node->attr->classes.at[0]);
    out_char(&d->out, '>');
    out_text(&d->out, node->text);
    put_end(d, "programlisting");
}

static bool is_attribution(const struct node *node)
{
    if (node == NULL || node->kind != NODE_DIV || !node_has_class(node, "attribution"))
        return false;
    for (const struct node *block = node->first; block != NULL; block = block->next)
        if (block->kind != NODE_PARA && block->kind != NODE_PLAIN)
            return false;
    return true;
}

static void put_quotation(struct docbook *d, const struct node *quote)
{
    struct standing outer = d->at;
    put_open(d, "blockquote", quote, NULL);
    put_line(d);
    enter_element(d, 0);
    const struct node *by = is_attribution(quote->last) ? quote->last : NULL;
    if (by != NULL)
        put_attribution(d, by);
    size_t start = d->out.len;
    for (const struct node *node = quote->first; node != by; node = node->next)
        put_block(d, node);
    if (d->out.len == start)
        put_empty_para(d, NULL);
    d->at = outer;
    put_end(d, "blockquote");
}

/* ---- lists ---- */

static void put_item(struct docbook *d, const struct node *item)
{
    bool done = str_is(node_attr(item, "task"), "done");
    bool task = node_attr(item, "task").len != 0;
    put_open(d, "listitem", item, !task ? NULL : done ? "task done" : "task open");
    put_blocks(d, item->first);
    put_end(d, "listitem");
}

static const char *numeration(enum list_style style)
{
    switch (style) {
    case STYLE_LOWER_ROMAN: return "lowerroman";
    case STYLE_UPPER_ROMAN: return "upperroman";
    case STYLE_LOWER_ALPHA: return "loweralpha";
    case STYLE_UPPER_ALPHA: return "upperalpha";
    case STYLE_DEFAULT:
    case STYLE_EXAMPLE:
    case STYLE_DECIMAL: break;
    }
    return "arabic";
}

static void put_list_marks(struct docbook *d, const struct node *list)
{
    out_put_attr(&d->out, "numeration", str_from(numeration(list->list.style)));
    if (list->list.start != 1)
        out_fmt(&d->out, " startingnumber=\"%d\"", list->list.start);
}

static void put_list(struct docbook *d, const struct node *list, const char *element)
{
    struct standing outer = d->at;
    put_start(d, element, list, NULL);
    if (list->kind == NODE_ORDERED_LIST)
        put_list_marks(d, list);
    out_put_attr(&d->out, "spacing", list->tight ? STR("compact") : STR_NONE);
    out_char(&d->out, '>');
    put_line(d);
    enter_element(d, 0);
    for (const struct node *item = list->first; item != NULL; item = item->next)
        put_item(d, item);
    d->at = outer;
    put_end(d, element);
}

/*
 * A term with all of its definitions in the one item
 * that DocBook has for them; gives what comes after.
 */
static const struct node *put_definition_entry(struct docbook *d, const struct node *node)
{
    out_c(&d->out, "<varlistentry>");
    bool term = node->kind == NODE_DEFINED_TERM;
    put_open(d, "term", term ? node : NULL, NULL);
    if (term)
        put_inlines(d, node);
    put_end(d, "term");
    if (term)
        node = node->next;
    put_open(d, "listitem", node != NULL && node->kind == NODE_DEFINITION ? node : NULL, NULL);
    size_t start = d->out.len;
    for (; node != NULL && node->kind == NODE_DEFINITION; node = node->next)
        for (const struct node *block = node->first; block != NULL; block = block->next)
            put_block(d, block);
    if (d->out.len == start)
        put_empty_para(d, NULL);
    put_close(d, "listitem");
    put_end(d, "varlistentry");
    return node;
}

static void put_definitions(struct docbook *d, const struct node *list)
{
    struct standing outer = d->at;
    put_open(d, "variablelist", list, NULL);
    put_line(d);
    enter_element(d, 0);
    for (const struct node *node = list->first; node != NULL;)
        node = put_definition_entry(d, node);
    d->at = outer;
    put_end(d, "variablelist");
}

/* ---- divs ---- */

static const char *admonition_of(const struct node *div)
{
    static const char *const names[] = {"note", "tip", "important", "warning", "caution"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (node_has_class(div, "admonition") && node_has_class(div, names[i]))
            return names[i];
    return NULL;
}

static void put_admonition(struct docbook *d, const struct node *div, const char *element)
{
    struct standing outer = d->at;
    put_open(d, element, div, NULL);
    put_line(d);
    enter_element(d, nesting_excluded(ADMONITION));
    put_blocks(d, div->first);
    d->at = outer;
    put_end(d, element);
}

/* A div without an element of its own: its id is an anchor, its classes are roles of its blocks. */
static void put_group(struct docbook *d, const struct node *div)
{
    struct standing outer = d->at;
    struct group group = {div, d->at.groups};
    if (node_id(div).len != 0 && !d->at.in_para) {
        size_t start = d->out.len;
        out_c(&d->out, "<anchor");
        size_t bare = d->out.len;
        put_id(d, node_id(div), div);
        if (d->out.len == bare) /* another has the id, and an anchor is nothing without one */
            d->out.len = start;
        else {
            out_c(&d->out, "/>");
            put_line(d);
        }
    }
    if (!node_has_class(div, "section"))
        d->at.groups = &group;
    for (const struct node *node = div->first; node != NULL; node = node->next)
        put_block(d, node);
    d->at = outer;
}

static void put_div(struct docbook *d, const struct node *div)
{
    const char *admonition = admonition_of(div);
    if (node_is_reply(div)) {
        put_reply(d, div);
    } else if (node_is_whole_note(div)) {
        bool at_the_top = d->doc != NULL && div->parent == d->doc->body;
        if (!at_the_top)
            put_whole_note(d, div);
    } else if (admonition == NULL) {
        put_group(d, div);
    } else if ((d->at.excluded & ADMONITION) != 0) {
        say_simplified(d, div,
                       "DocBook has no admonition inside a figure, a table or another "
                       "admonition; its blocks stand there alone");
        put_group(d, div);
    } else {
        put_admonition(d, div, admonition);
    }
}

static void put_raw_block(struct docbook *d, const struct node *node)
{
    say_simplified(d, node, "raw %.*s is left out of DocBook", STR_ARG(node->format));
}

/* ---- one block ---- */

static void put_any_block(struct docbook *d, const struct node *node)
{
    switch (node->kind) {
    case NODE_PLAIN:
    case NODE_PARA: put_para(d, node, NULL); break;
    case NODE_LINE_BLOCK: put_lines(d, node); break;
    case NODE_CODE_BLOCK: put_code_block(d, node); break;
    case NODE_RAW_BLOCK: put_raw_block(d, node); break;
    case NODE_BLOCK_QUOTE: put_quotation(d, node); break;
    case NODE_ORDERED_LIST: put_list(d, node, "orderedlist"); break;
    case NODE_BULLET_LIST: put_list(d, node, "itemizedlist"); break;
    case NODE_DEFINITION_LIST: put_definitions(d, node); break;
    case NODE_HEADER: put_bridgehead(d, node); break;
    case NODE_HORIZONTAL_RULE: put_rule(d, node); break;
    case NODE_TABLE: put_table(d, node); break;
    case NODE_FIGURE: put_figure(d, node); break;
    case NODE_DIV: put_div(d, node); break;
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
    case NODE_CELL: break; /* never among blocks */
    }
}

static bool is_para(const struct node *node)
{
    bool element = node->kind == NODE_DIV && admonition_of(node) != NULL;
    return node->kind == NODE_PLAIN || node->kind == NODE_PARA || node->kind == NODE_RAW_BLOCK
        || (node->kind == NODE_DIV && !element);
}

void put_block(struct docbook *d, const struct node *node)
{
    if (!d->at.paras_only || d->at.in_para || is_para(node)) {
        put_any_block(d, node);
        return;
    }
    struct standing outer = d->at;
    put_open(d, "para", NULL, NULL);
    d->at.in_para = d->at.run_on = true;
    put_any_block(d, node);
    d->at = outer;
    put_end(d, "para");
}
