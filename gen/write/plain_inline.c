/* Inlines as the words that they show. */
#include "write/plain_room.h"

static void put_quoted(struct plain *p, const struct node *node)
{
    bool twice = node->quote == QUOTE_DOUBLE;
    out_c(p->lines.out, twice ? "“" : "‘");
    plain_put_inlines(p, node);
    out_c(p->lines.out, twice ? "”" : "’");
}

static void put_between(struct plain *p, const struct node *node, const char *open,
                        const char *close)
{
    out_c(p->lines.out, open);
    plain_put_inlines(p, node);
    out_c(p->lines.out, close);
}

static void put_break(struct plain *p)
{
    if (p->one_line) {
        out_char(p->lines.out, ' ');
        return;
    }
    lines_end(&p->lines);
    lines_begin(&p->lines);
}

static void put_note(struct plain *p, const struct node *note)
{
    *LIST_ADD(&p->notes, p->arena) = note;
    out_fmt(p->lines.out, "[%zu]", p->notes.count);
}

static void put_inline(struct plain *p, const struct node *node)
{
    switch (node->kind) {
    case NODE_STR:
    case NODE_CODE:
    case NODE_MATH: out_raw(p->lines.out, node->text); break;
    case NODE_SPACE:
    case NODE_SOFT_BREAK: out_char(p->lines.out, ' '); break;
    case NODE_LINE_BREAK: put_break(p); break;
    case NODE_STRIKEOUT: put_between(p, node, "~~", "~~"); break;
    case NODE_SUPERSCRIPT: put_between(p, node, "^(", ")"); break;
    case NODE_SUBSCRIPT: put_between(p, node, "_(", ")"); break;
    case NODE_QUOTED: put_quoted(p, node); break;
    case NODE_IMAGE: put_between(p, node, "[", "]"); break;
    case NODE_NOTE: put_note(p, node); break;
    case NODE_RAW_INLINE: break; /* for another format */
    case NODE_EMPH:
    case NODE_UNDERLINE:
    case NODE_STRONG:
    case NODE_SMALL_CAPS:
    case NODE_CITE:
    case NODE_LINK:
    case NODE_SPAN:
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
    case NODE_CELL: plain_put_inlines(p, node); break;
    }
}

void plain_put_inlines(struct plain *p, const struct node *parent)
{
    for (const struct node *node = parent->first; node != NULL; node = node->next)
        put_inline(p, node);
}
