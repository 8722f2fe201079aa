/* The table of what each kind of node is in HTML, and walking through a text. */
#include "write/html_room.h"

struct html html_new(struct arena *arena, struct out *out, const struct site *site,
                     const struct theme *theme, const struct page *page, struct str language)
{
    return (struct html){.arena = arena,
                         .out = out,
                         .theme = theme,
                         .words = theme_words(theme, language),
                         .site = site,
                         .page = page,
                         .level = 1};
}

void html_put_children(struct html *h, const struct node *node)
{
    for (const struct node *child = node->first; child != NULL; child = child->next)
        html_put(h, child);
}

void html_put(struct html *h, const struct node *node)
{
    switch (node->kind) {
    case NODE_PLAIN: html_put_inner(h, node); break;
    case NODE_PARA: html_put_para(h, node); break;
    case NODE_LINE_BLOCK: html_put_lines(h, node); break;
    case NODE_CODE_BLOCK: html_put_code_block(h, node); break;
    case NODE_RAW_BLOCK: html_put_raw(h, node); break;
    case NODE_BLOCK_QUOTE: html_put_quote(h, node); break;
    case NODE_ORDERED_LIST: html_put_ordered(h, node); break;
    case NODE_BULLET_LIST: html_put_bullets(h, node); break;
    case NODE_DEFINITION_LIST: html_put_definitions(h, node); break;
    case NODE_HEADER: html_put_header(h, node); break;
    case NODE_HORIZONTAL_RULE: out_c(h->out, "<hr>\n"); break;
    case NODE_TABLE: html_put_table(h, node); break;
    case NODE_FIGURE: html_put_figure(h, node); break;
    case NODE_DIV: html_put_div(h, node); break;

    case NODE_STR: html_put_text(h, node); break;
    case NODE_EMPH: html_put_emph(h, node); break;
    case NODE_UNDERLINE: html_put_element(h, node, "u"); break;
    case NODE_STRONG: html_put_element(h, node, "strong"); break;
    case NODE_STRIKEOUT: html_put_element(h, node, "s"); break;
    case NODE_SUPERSCRIPT: html_put_element(h, node, "sup"); break;
    case NODE_SUBSCRIPT: html_put_element(h, node, "sub"); break;
    case NODE_SMALL_CAPS: html_put_class(h, node, "small-caps"); break;
    case NODE_QUOTED: html_put_quoted(h, node); break;
    case NODE_CITE: html_put_class(h, node, "citation"); break;
    case NODE_CODE: html_put_code(h, node); break;
    case NODE_SPACE: out_char(h->out, ' '); break;
    case NODE_SOFT_BREAK: out_char(h->out, '\n'); break;
    case NODE_LINE_BREAK: out_c(h->out, h->plain ? " " : "<br>\n"); break;
    case NODE_MATH: html_put_math(h, node); break;
    case NODE_RAW_INLINE: html_put_raw(h, node); break;
    case NODE_LINK: html_put_link(h, node); break;
    case NODE_IMAGE: html_put_image(h, node); break;
    case NODE_NOTE: html_put_mark(h, node); break;
    case NODE_SPAN: html_put_span(h, node); break;

    case NODE_ITEM: html_put_item(h, node); break;
    /*
     * The parts below are written by the block that holds
     * them; met alone, what they hold is still shown.
     */
    case NODE_BLOCKS:
    case NODE_INLINES:
    case NODE_LINE:
    case NODE_DEFINED_TERM:
    case NODE_DEFINITION:
    case NODE_CAPTION:
    case NODE_TABLE_HEAD:
    case NODE_TABLE_BODY:
    case NODE_TABLE_FOOT:
    case NODE_ROW:
    case NODE_CELL: html_put_children(h, node); break;
    }
}

void html_put_plain(struct html *h, const struct node *node, struct out *out)
{
    struct html plain = *h;
    plain.out = out;
    plain.plain = true;
    plain.roll = NULL;
    html_put_children(&plain, node);
}
